import { type Context, type HttpResponse, type Json, SourceError } from '@acequia/core/contract';
import { z } from 'zod';
import { toSourceError } from './source-error.ts';

const api = 'https://api.notion.com/v1/';
/** https://developers.notion.com/reference/changes-by-version */
const version = '2026-03-11';

/** What a connection must be allowed to do: https://developers.notion.com/reference/capabilities */
export type Capability = 'Read content' | 'Read comments';

/** One call of Notion's API. */
export interface Call {
  /** Below `https://api.notion.com/v1/`, ids encoded. */
  readonly path: string;
  readonly query?: { readonly [name: string]: string | number | undefined };
  /** Makes it a POST; those of this connector only read, so they may be sent twice. */
  readonly json?: { readonly [name: string]: Json | undefined };
  /** Default `Read content`. */
  readonly capability?: Capability;
}

/** A checked answer. */
export interface Answer<T> {
  readonly value: T;
  /** When it was given, in milliseconds since 1970 by Notion's clock; absent when it did not say. */
  readonly at?: number;
}

/**
 * Asks Notion. Throws a SourceError with a remedy: `auth`, `forbidden` (names the missing capability), `not-found`
 * (also what is not shared), `cursor-expired` (the page token), `rate-limited`, `transient`, `bad-response`.
 */
export async function ask<T>(
  context: Pick<Context<unknown>, 'http' | 'clock'>,
  schema: z.ZodType<T>,
  call: Call,
): Promise<Answer<T>> {
  const { path, query, json, capability = 'Read content' } = call;
  let response: HttpResponse;
  try {
    response = await context.http.request({
      url: api + path,
      headers: { 'notion-version': version },
      ...(query && { query }),
      ...(json && { method: 'POST', json: withoutUndefined(json), idempotent: true }),
      accept: [400, 409, 529],
    });
  } catch (error) {
    throw toSourceError(error, capability);
  }
  if (response.status >= 400) throw await refusal(response, context.clock.now());
  const parsed = schema.safeParse(await response.json());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SourceError(
      'bad-response',
      `Notion's answer to ${path} has no usable ${issue?.path.join('.') || 'content'}`,
    );
  }
  const at = Date.parse(response.headers.date ?? '');
  return { value: parsed.data, ...(Number.isFinite(at) && { at }) };
}

/** A file that Notion hosts, from an address that carries its own signature: it is asked for without the token. */
export async function download(context: Context<unknown>, url: string): Promise<HttpResponse> {
  try {
    return await context.http.request({ url, bucket: 'files' });
  } catch (error) {
    if (!SourceError.isInstance(error) || (error.kind !== 'forbidden' && error.kind !== 'bad-response')) throw error;
    throw new SourceError('transient', 'Notion refused the address of a file that it gave just before', {
      remedy: 'It is asked for again later.',
      cause: error,
    });
  }
}

const problem = z.object({ code: z.string(), message: z.string() }).partial();

/** https://developers.notion.com/reference/status-codes */
async function refusal(response: HttpResponse, now: number): Promise<SourceError> {
  const { status, headers } = response;
  if (status === 529) {
    await response.discard();
    const seconds = Number(headers['retry-after']);
    const until = now + (Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), 3600) : 30) * 1000;
    return new SourceError('rate-limited', 'Notion is overloaded and asks to wait', { until });
  }
  const parsed = problem.safeParse(await response.json().catch(() => ({})));
  const { code = '', message = '' } = parsed.data ?? {};
  const said = `Notion refused the request (${code || status}): ${message.slice(0, 300)}`;
  if (status === 409) return new SourceError('transient', said);
  if (message.includes('start_cursor')) return new SourceError('cursor-expired', said);
  // What is no id at all is an id that nothing has.
  if (message.startsWith('path failed validation')) {
    return new SourceError('not-found', said, { remedy: 'Check the id, or choose the pages again.' });
  }
  return new SourceError('bad-response', said);
}

function withoutUndefined<V>(object: { readonly [name: string]: V | undefined }): { [name: string]: V } {
  const kept: { [name: string]: V } = {};
  for (const [name, value] of Object.entries(object)) if (value !== undefined) kept[name] = value;
  return kept;
}
