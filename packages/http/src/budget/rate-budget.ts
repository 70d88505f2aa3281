import { type Clock, SourceError } from '@acequia/core';
import type { RateLimit } from './rate-limit.ts';
import { TokenBucket } from './token-bucket.ts';

export interface EnterOptions {
  /** Milliseconds that the caller is ready to wait. */
  readonly longest: number;
  readonly signal?: AbortSignal | undefined;
  /** Called once when it has to wait, with the time (milliseconds since 1970) when it will probably go on. */
  readonly onWait?: ((until: number) => void) | undefined;
}

interface Waiter {
  readonly deadline: number;
  readonly go: () => void;
  readonly fail: (reason: unknown) => void;
}

/** One limit of one credential: who may send when. First come, first served. */
export class RateBudget {
  readonly #clock: Clock;
  readonly #bucket: string | undefined;
  readonly #waiting = new Set<Waiter>();
  #blockedUntil = 0;
  #rate: TokenBucket | undefined;
  #declared = '';
  #pump: AbortController | undefined;

  constructor(clock: Clock, bucket: string | undefined) {
    this.#clock = clock;
    this.#bucket = bucket;
  }

  /** No request before this time (milliseconds since 1970); 0 when nothing was asked. */
  get blockedUntil(): number {
    return this.#blockedUntil;
  }

  /** True when forgetting this object would change nothing. */
  get idle(): boolean {
    return this.#waiting.size === 0 && this.#rate === undefined && this.#blockedUntil <= this.#clock.now();
  }

  /** The source's published rate. The same one again changes nothing. */
  declare(limit: RateLimit): void {
    const declared = JSON.stringify([limit.requests, limit.window, limit.burst]);
    if (declared === this.#declared) return;
    this.#rate = new TokenBucket(limit);
    this.#declared = declared;
  }

  /** The source asked for it: nobody goes before `until`. Never shortens. Rejects those who would wait too long. */
  block(until: number): void {
    if (until <= this.#blockedUntil) return;
    this.#blockedUntil = until;
    for (const waiter of this.#waiting) if (waiter.deadline < until) waiter.fail(this.#tooLong(until));
  }

  /**
   * `undefined`: go now. Otherwise resolves when it is the caller's turn; rejects with the signal's reason, or with
   * `rate-limited` when the turn is further away than `longest`.
   */
  enter(options: EnterOptions): Promise<void> | undefined {
    const now = this.#clock.now();
    const freeAt = this.#freeAt(now, this.#waiting.size);
    if (this.#waiting.size === 0 && freeAt <= now) {
      this.#rate?.take(now);
      return undefined;
    }
    if (freeAt - now > options.longest) return Promise.reject(this.#tooLong(freeAt));
    options.onWait?.(Math.max(freeAt, now));
    return this.#queue(now + options.longest, options.signal);
  }

  #queue(deadline: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        signal?.removeEventListener('abort', abort);
        this.#waiting.delete(waiter);
        if (this.#waiting.size === 0) this.#stopPump();
      };
      const waiter: Waiter = {
        deadline,
        go: () => {
          leave();
          resolve();
        },
        fail: (reason) => {
          leave();
          reject(reason);
        },
      };
      const abort = () => waiter.fail(signal?.reason);
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.add(waiter);
      if (this.#pump === undefined) void this.#run();
    });
  }

  /** Lets the waiting go one after the other; ends with the last of them. */
  async #run(): Promise<void> {
    const pump = new AbortController();
    this.#pump = pump;
    while (this.#pump === pump) {
      const now = this.#clock.now();
      const freeAt = this.#freeAt(now, 0);
      if (freeAt <= now) {
        this.#rate?.take(now);
        const [first] = this.#waiting;
        first?.go();
      } else {
        await this.#clock.sleep(Math.ceil(freeAt - now), pump.signal).catch(() => undefined);
      }
    }
  }

  #stopPump(): void {
    this.#pump?.abort();
    this.#pump = undefined;
  }

  #freeAt(now: number, ahead: number): number {
    return Math.max(this.#blockedUntil, this.#rate?.freeAt(Math.max(now, this.#blockedUntil), ahead) ?? 0);
  }

  #tooLong(until: number): SourceError {
    return new SourceError('rate-limited', `The source asks to wait until ${new Date(until).toISOString()}`, {
      remedy: 'Nothing to do: it goes on by itself.',
      until,
      ...(this.#bucket !== undefined && { bucket: this.#bucket }),
    });
  }
}
