import type { Fault } from './fault.ts';
import type { PagedRequest } from './paged-request.ts';

type RateLimit = Extract<Fault, { type: 'rate-limit' }>;

/** A refusal because of too many requests. */
export interface Refusal {
  readonly status: number;
  readonly retryAfter: string;
  /** The client had been told to come later. */
  readonly early: boolean;
}

/** Buckets that refuse until a time. */
export class RateLimits {
  readonly #now: () => number;
  readonly #limits = new Map<string, { readonly until: number; readonly limit: RateLimit }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  start(request: PagedRequest, limit: RateLimit): Refusal {
    const until = this.#now() + limit.seconds * 1000;
    this.#limits.set(request.bucket, { until, limit });
    return this.#refuse(until, limit, false);
  }

  check(request: PagedRequest): Refusal | undefined {
    const current = this.#limits.get(request.bucket);
    if (!current || current.until <= this.#now()) return undefined;
    return this.#refuse(current.until, current.limit, true);
  }

  #refuse(until: number, limit: RateLimit, early: boolean): Refusal {
    const seconds = Math.ceil((until - this.#now()) / 1000);
    // A date has whole seconds: rounded up, or the client would come too early.
    const date = new Date(Math.ceil(until / 1000) * 1000).toUTCString();
    return { status: limit.status ?? 429, retryAfter: limit.as === 'date' ? date : String(seconds), early };
  }
}
