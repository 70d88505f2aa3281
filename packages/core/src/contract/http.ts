import type { Json } from './json.ts';

/** One request of a connector. */
export interface HttpRequest {
  /** Default `GET`. */
  readonly method?: string;
  /** Absolute `http:` or `https:` address. */
  readonly url: string | URL;
  /** Added to the address, encoded. `undefined` values are left out. */
  readonly query?: { readonly [name: string]: string | number | boolean | undefined };
  /** Without credentials: the host adds those of the data source. */
  readonly headers?: { readonly [name: string]: string };
  /** Sent as JSON with its content type. Not together with `body`. */
  readonly json?: Json;
  readonly body?: string | Uint8Array;
  /** Which of the source's separate rate limits this request counts against. Default: the data source's only one. */
  readonly bucket?: string;
  /** On whose behalf, where one credential can act for many users. */
  readonly subject?: string;
  /** Statuses at or above 400 that the connector wants to see instead of an error, e.g. `[404]`. */
  readonly accept?: readonly number[];
  /** Bytes of the decoded answer after which it is `too-large`. Default 64 MiB; a stream has the same limit. */
  readonly maxBytes?: number;
  /** Milliseconds without a byte after which it is `transient`. Default 30,000. */
  readonly idleTimeout?: number;
  /** Whether the host may send it again after a lost connection. Default: true for GET, HEAD, PUT, DELETE, OPTIONS, PROPFIND, REPORT. */
  readonly idempotent?: boolean;
}

/** The answer. Its content is read once, by one of the three methods or as a stream, or discarded. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** After redirects. */
  readonly url: string;
  /** Parsed JSON. `bad-response` when it is none (an HTML login page with status 200, a truncated body). */
  json(): Promise<unknown>;
  text(): Promise<string>;
  bytes(): Promise<Uint8Array>;
  stream(): AsyncIterable<Uint8Array>;
  /** Frees the connection without reading on. */
  discard(): Promise<void>;
}

/**
 * The only way out for a connector. It signs each request, checks every address and redirect against the egress
 * policy, waits out short rate limits, retries what is worth it, and counts.
 *
 * Rejects with a SourceError: `auth` (401), `forbidden` (403), `not-found` (404), `gone` (410), `rate-limited` (429 or
 * 503 with a Retry-After that is too long to wait out), `transient` (network, 408, 5xx after the retries),
 * `too-large`, `bad-response`, `bad-settings` (an address that the policy refuses).
 */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>;
}
