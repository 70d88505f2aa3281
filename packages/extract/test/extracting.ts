import { type Extracted, type Extractor, SourceError } from '@acequia/core';
import { afterAll } from 'vitest';
import { createExtractor, type ExtractorOptions } from '../src/index.ts';

const open: Extractor[] = [];

/** An extractor that is closed after the tests of the file. */
export function makeExtractor(options?: ExtractorOptions): Extractor {
  const extractor = createExtractor(options);
  open.push(extractor);
  return extractor;
}

afterAll(async () => {
  await Promise.all(open.map((extractor) => extractor.close()));
});

let shared: Extractor | undefined;

/** With the default limits, shared by the tests of a file. */
export function extractor(): Extractor {
  shared ??= makeExtractor({ workers: 2 });
  return shared;
}

/** Extracts with the default limits. Text is given as UTF-8. */
export function extract(content: string | Uint8Array, title?: string, mime?: string): Promise<Extracted> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return extractor().extract({ bytes, ...(title !== undefined && { title }), ...(mime !== undefined && { mime }) });
}

export async function markdownOf(content: string | Uint8Array, title?: string, mime?: string): Promise<string> {
  return (await extract(content, title, mime)).markdown;
}

/** The error that an extraction is expected to end with. */
export async function failureOf(work: Promise<unknown>): Promise<SourceError> {
  const outcome = await work.then(
    () => 'no error',
    (error: unknown) => error,
  );
  if (SourceError.isInstance(outcome)) return outcome;
  throw new Error(`Expected a SourceError, got: ${String(outcome)}`);
}
