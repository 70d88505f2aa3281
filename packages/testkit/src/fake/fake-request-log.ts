/**
 * What a request is for, in any vendor's API. `listing`: a page of documents or ids; `changes`: a page of a feed, delta
 * or window; `document`: single documents by id; `content`: bodies alone; `containers`: what only a picker or the choice
 * of slices needs; `account`: who am I, scopes; `token`: signing in.
 */
export type FakeRequestKind =
  | 'listing'
  | 'changes'
  | 'document'
  | 'content'
  | 'containers'
  | 'access'
  | 'account'
  | 'token'
  | 'unknown';

/** A request as the fake got it. */
export interface FakeRequest {
  /** 1 for the first since the start or since the log was cleared. */
  readonly number: number;
  readonly kind: FakeRequestKind;
  /** The rate limit that it counts against. Default `default`. */
  readonly bucket: string;
  readonly method: string;
  /** Decoded only in `params`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** By the names in the route, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body as JSON; null without one or when it is none. */
  readonly json: unknown;
}

/** A request with what it got. */
export interface LoggedFakeRequest extends FakeRequest {
  /** 0 while it has no answer, and when it never got one. */
  readonly status: number;
  /** Of the answer's body, as sent. */
  readonly bytes: number;
  /** Media type of the answer as sent; empty without one. */
  readonly mime: string;
  /** It came before the time that a Retry-After of its bucket had named. */
  readonly early: boolean;
}

/** Every request that a fake got, in the order of coming. */
export interface FakeRequestLog {
  readonly all: readonly LoggedFakeRequest[];
  /** How many were of a kind, or fit; all of them without a filter. */
  count(filter?: FakeRequestKind | ((request: LoggedFakeRequest) => boolean)): number;
  /** Requests that came before a Retry-After had passed. */
  early(): number;
  /** Forgets all and numbers from 1 again. */
  clear(): void;
}

/** The log with its writing side. */
export class FakeRequestRecorder implements FakeRequestLog {
  #requests: LoggedFakeRequest[] = [];

  get all(): readonly LoggedFakeRequest[] {
    return this.#requests;
  }

  /** The number of the next request. */
  get next(): number {
    return this.#requests.length + 1;
  }

  /** Enters a request; call what comes back when its answer is known. */
  enter(request: FakeRequest): (answer: Pick<LoggedFakeRequest, 'status' | 'bytes' | 'mime' | 'early'>) => void {
    const entry = { ...request, status: 0, bytes: 0, mime: '', early: false };
    this.#requests.push(entry);
    return (answer) => {
      Object.assign(entry, answer);
    };
  }

  count(filter?: FakeRequestKind | ((request: LoggedFakeRequest) => boolean)): number {
    if (filter === undefined) return this.#requests.length;
    const fits = typeof filter === 'function' ? filter : (request: LoggedFakeRequest) => request.kind === filter;
    return this.#requests.filter(fits).length;
  }

  early(): number {
    return this.count((request) => request.early);
  }

  clear(): void {
    this.#requests = [];
  }
}
