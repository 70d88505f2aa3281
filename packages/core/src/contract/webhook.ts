import type { Json } from './json.ts';

/** An inbound call, already read and bounded by the host. */
export interface WebhookRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Something may have changed. Only a hint: the document is asked for, never believed. */
export type Hint =
  | { readonly type: 'document'; readonly id: string; readonly ref?: Json }
  | { readonly type: 'slice'; readonly id: string };

/** Verifies an inbound call (signature, age) and says what to look at again. */
export interface WebhookReceiver<S> {
  receive(
    context: { readonly settings: S; credentials(): Promise<Readonly<Record<string, string>>>; now(): number },
    request: WebhookRequest,
  ): Promise<{
    readonly response?: { readonly status: number; readonly body?: string };
    readonly hints: readonly Hint[];
    /** What a person must copy into the source to confirm the address, like the verification token that Notion sends to it. The host shows it. */
    readonly confirmation?: string;
  }>;
}
