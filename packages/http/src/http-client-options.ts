import type { HttpClient, Logger } from '@acequia/core';
import type { RateLimit } from './budget/rate-limit.ts';
import type { HttpCounters } from './http-counters.ts';
import type { HttpHost } from './http-host.ts';
import type { Redactor } from './redaction/redactor.ts';
import type { HttpExchange } from './request/exchanger.ts';
import type { HttpLimits } from './request/http-limits.ts';
import type { RequestAuth } from './request/request-auth.ts';

/** A request that is waiting. */
export interface HttpWait {
  /** Milliseconds since 1970 when it will probably go on. */
  readonly until: number;
  /** `budget`: the source's limits. `retry`: a pause after a failure. */
  readonly reason: 'budget' | 'retry';
  readonly bucket?: string;
}

export interface HttpClientOptions {
  readonly host: HttpHost;
  /** Identifies the credential among all (e.g. tenant and its id): those who share it share its budgets. Not the secret. */
  readonly credential: string;
  /** Default: none. */
  readonly auth?: RequestAuth;
  /** Origins that get the credentials, e.g. `https://api.example.com`, `https://*.example.com`. Default: every one that the connector asks. */
  readonly credentialOrigins?: readonly string[];
  /** Published rates of the source, per bucket. */
  readonly rates?: readonly (RateLimit & { readonly bucket?: string })[];
  /** Default: silent. */
  readonly log?: Logger;
  /** Ends what is in flight and refuses what comes after, with its reason. */
  readonly signal?: AbortSignal;
  /** Of the settings, to be kept out of errors and logs. Those of `auth` are known. */
  readonly secrets?: readonly string[];
  readonly limits?: Partial<HttpLimits>;
  /** Default `Acequia`. */
  readonly userAgent?: string;
  /** After each exchange. */
  readonly onRequest?: (exchange: HttpExchange) => void;
  /** When a request starts to wait. */
  readonly onWait?: (wait: HttpWait) => void;
  /** From 0 to 1, for the back-off. Default `Math.random`. */
  readonly random?: () => number;
}

/** The client of one sync. */
export interface GuardedHttpClient extends HttpClient {
  /** Grows as requests are made. */
  readonly counters: Readonly<HttpCounters>;
  /** Knows the secrets of this client: for the logger of the same sync. */
  readonly redactor: Redactor;
  /** Ends what is in flight, answers that nobody read included. */
  close(): void;
}
