import type { Listed } from './change.ts';
import type { HttpClient } from './http.ts';

/** Milliseconds since 1970, and waiting that a test can steer. */
export interface Clock {
  now(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason when it aborts first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Structured log. Values of secret settings and credentials are redacted by the host. */
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** An address that the egress policy allows, resolved and pinned: connect to `address`, not to the name. */
export interface ResolvedHost {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** The name, for TLS server name and certificate checks. */
  readonly host: string;
}

/** What the store has of one document in this slice. */
export interface KnownDocument {
  readonly version?: string;
  readonly title: string;
  readonly parent?: string;
  /**
   * A container's: the digest that its listing was told with ({@link Listed}). Absent: what is directly in it must be
   * told. It changed since, something in it is outstanding, or this sync looks at everything.
   */
  readonly listing?: string;
}

/** Everything that a connector may touch. */
export interface Context<S> {
  /** Parsed by the connector's own schema. */
  readonly settings: S;
  /** The fields of the chosen auth method, for protocols that `http` cannot sign for (IMAP, SQL). Fresh at each call: they rotate. */
  credentials(): Promise<Readonly<Record<string, string>>>;
  readonly http: HttpClient;
  /** For sockets of other protocols: resolves and checks a host. Rejects with `bad-settings` when the policy refuses it. */
  resolve(host: string, port: number): Promise<ResolvedHost>;
  /** Checks a local path against the roots that the operator allows and answers its real path. Rejects with `bad-settings`. */
  openPath(path: string): Promise<string>;
  /**
   * One connection (or other resource) per key and sync, opened on first use and closed by the host at the end. It
   * outlives the reading that opened it: what `open` keeps must not be this context, whose `signal` and `http` end with
   * that reading; hand the context of each call on.
   */
  share<T extends { close(): Promise<void> | void }>(key: string, open: () => Promise<T>): Promise<T>;
  /** What the store has of these ids in the slice that is being read; ids that it lacks are absent. One look-up: ask for a page at a time. */
  known(ids: readonly string[]): Promise<ReadonlyMap<string, KnownDocument>>;
  readonly log: Logger;
  readonly clock: Clock;
  /** Aborts when the sync is canceled: pass it on to what you wait for. */
  readonly signal: AbortSignal;
}
