import type { LoggedRequest, PagedRequest, RequestKind } from './paged-request.ts';

export interface LogFilter {
  readonly kind?: RequestKind;
  readonly feed?: string;
  readonly status?: number;
}

/** Every request that the source got, in the order of coming. */
export interface RequestLog {
  readonly all: readonly LoggedRequest[];
  /** How many were like that; all of them without a filter. */
  count(filter?: RequestKind | LogFilter): number;
  /** Bytes of answers. */
  bytes(): number;
  /** Requests that came before a Retry-After had passed. */
  early(): number;
  /** Forgets all and numbers from 1 again. */
  clear(): void;
}

export class RequestRecorder implements RequestLog {
  #requests: { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] }[] = [];

  get all(): readonly LoggedRequest[] {
    return this.#requests;
  }

  /** The number of the next request. */
  get next(): number {
    return this.#requests.length + 1;
  }

  /** Enters a request; call what comes back when its answer is known. */
  enter(request: PagedRequest): (status: number, bytes: number, early?: boolean) => void {
    const entry = { ...request, status: 0, bytes: 0, early: false };
    this.#requests.push(entry);
    return (status, bytes, early = false) => Object.assign(entry, { status, bytes, early });
  }

  count(filter: RequestKind | LogFilter = {}): number {
    const { kind, feed, status } = typeof filter === 'string' ? { kind: filter } : filter;
    return this.#requests.filter(
      (one) =>
        (kind === undefined || one.kind === kind) &&
        (feed === undefined || one.feed === feed) &&
        (status === undefined || one.status === status),
    ).length;
  }

  bytes(): number {
    return this.#requests.reduce((sum, one) => sum + one.bytes, 0);
  }

  early(): number {
    return this.#requests.filter((one) => one.early).length;
  }

  clear(): void {
    this.#requests = [];
  }
}
