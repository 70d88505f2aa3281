/** So many requests in a window; the next ones are refused until it ends. */
export interface FakeRate {
  readonly requests: number;
  /** Milliseconds. */
  readonly window: number;
  /** Retry-After in seconds (default) or as a date. */
  readonly as?: 'seconds' | 'date';
}

/** The limits of a fake, each bucket on its own. */
export interface FakeRates {
  /** Limits a bucket, or with `*` each bucket; undefined: no limit any more. The window starts with its first request. */
  limit(bucket: string, rate: FakeRate | undefined): void;
}

/** A refusal because of too many requests. */
export interface FakeRefusal {
  readonly status: 429 | 503;
  /** Milliseconds since 1970 by the clock of the fake. */
  readonly until: number;
  /** Value of the Retry-After header. */
  readonly retryAfter: string;
  /** The client had been told to come later. */
  readonly early: boolean;
}

interface Penalty {
  readonly until: number;
  readonly as: 'seconds' | 'date';
  readonly status: 429 | 503;
}

/** The limits with their counting side. */
export class FakeRateKeeper implements FakeRates {
  readonly #now: () => number;
  readonly #rates = new Map<string, FakeRate>();
  readonly #windows = new Map<string, { readonly end: number; left: number }>();
  readonly #penalties = new Map<string, Penalty>();

  constructor(now: () => number) {
    this.#now = now;
  }

  limit(bucket: string, rate: FakeRate | undefined): void {
    if (rate) this.#rates.set(bucket, rate);
    else this.#rates.delete(bucket);
    this.#windows.clear();
    this.#penalties.clear();
  }

  /** Refuses a bucket for some time. */
  punish(bucket: string, seconds: number, as: Penalty['as'] = 'seconds', status: Penalty['status'] = 429): FakeRefusal {
    const penalty = { until: this.#now() + seconds * 1000, as, status };
    this.#penalties.set(bucket, penalty);
    return this.#refuse(penalty, false);
  }

  /** Counts a request of a bucket, and refuses it when there were too many. */
  count(bucket: string): FakeRefusal | undefined {
    const now = this.#now();
    const penalty = this.#penalties.get(bucket);
    if (penalty && penalty.until > now) return this.#refuse(penalty, true);
    const rate = this.#rates.get(bucket) ?? this.#rates.get('*');
    if (!rate) return undefined;
    const open = this.#windows.get(bucket);
    const window = open && open.end > now ? open : { end: now + rate.window, left: rate.requests };
    this.#windows.set(bucket, window);
    if (window.left-- > 0) return undefined;
    const earned: Penalty = { until: window.end, as: rate.as ?? 'seconds', status: 429 };
    this.#penalties.set(bucket, earned);
    return this.#refuse(earned, false);
  }

  #refuse({ until, as, status }: Penalty, early: boolean): FakeRefusal {
    // Whole seconds, rounded up, or the client would come too early.
    const end = Math.ceil(until / 1000) * 1000;
    const seconds = Math.ceil((until - this.#now()) / 1000);
    return { status, until, early, retryAfter: as === 'date' ? new Date(end).toUTCString() : String(seconds) };
  }
}
