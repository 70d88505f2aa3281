import type { ErrorDescription, Extracted, ExtractRequest } from '@acequia/core';

/** To a worker: one document at a time. */
export interface WorkerRequest extends ExtractRequest {
  readonly maxMarkdownBytes: number;
}

/** From a worker: what became of the document. */
export type WorkerAnswer = { readonly extracted: Extracted } | { readonly error: ErrorDescription };
