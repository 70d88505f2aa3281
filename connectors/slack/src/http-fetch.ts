import { type HttpClient, SourceError } from '@acequia/core/contract';
import type { WebClientOptions } from '@slack/web-api';

type Fetch = NonNullable<WebClientOptions['fetch']>;

/** How the requests of a client go out. */
export interface HttpFetchOptions {
  readonly http: HttpClient;
  /** Of a method, e.g. `users.list`. */
  bucketOf(method: string): string;
  /** True: an answer with status 429 is handed on instead of waited out. */
  readonly impatient: boolean;
}

/**
 * The way out for the SDK: each request goes over the host's client, which signs it, waits, and retries. What that
 * throws comes through; the SDK wraps it.
 */
export function createHttpFetch({ http, bucketOf, impatient }: HttpFetchOptions): Fetch {
  return async (url, init = {}) => {
    if (typeof init.body !== 'string') throw new SourceError('internal', 'A request to Slack has no form');
    const method = new URL(url).pathname.split('/').at(-1) ?? '';
    const response = await http.request({
      method: 'POST',
      url,
      body: init.body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      bucket: bucketOf(method),
      // Every method that is called here only reads.
      idempotent: true,
      ...(impatient && { accept: [429] }),
    });
    return {
      ok: response.status < 300,
      status: response.status,
      statusText: '',
      url: response.url,
      headers: {
        get: (name) => response.headers[name.toLowerCase()] ?? null,
        entries: () => Object.entries(response.headers),
      },
      json: () => response.json(),
      text: async () => requireObject(method, await response.text()),
      arrayBuffer: async () => new Uint8Array(await response.bytes()).buffer,
    };
  };
}

/** The SDK takes whatever is no JSON object for Slack's word. */
function requireObject(method: string, text: string): string {
  if (/^\s*\{/.test(text)) return text;
  throw new SourceError('bad-response', `${method}: the answer is not Slack's`, {
    remedy: 'Check whether a proxy or a sign-in page answers in place of Slack.',
  });
}
