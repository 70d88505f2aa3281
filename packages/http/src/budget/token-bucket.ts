import { AcequiaError } from '@acequia/core';
import type { RateLimit } from './rate-limit.ts';

/**
 * A token bucket, kept as the one time at which it would be full again. It refills a little slower than the limit says, so
 * that a burst and what follows it stay within the limit in every window, wherever the source starts to count.
 */
export class TokenBucket {
  readonly #spacing: number;
  readonly #tolerance: number;
  #fullAt = Number.NEGATIVE_INFINITY;

  constructor(limit: RateLimit) {
    const { requests, window } = limit;
    const burst = limit.burst ?? Math.max(1, Math.floor(requests / 10));
    if (!(requests >= 1 && window > 0 && burst >= 1 && burst <= requests && Number.isFinite(window))) {
      throw new AcequiaError(
        'bad-rate-limit',
        `${requests} requests in ${window} ms with bursts of ${burst} is no rate`,
        {
          hint: 'Give at least 1 request, a window above 0 ms, and a burst between 1 and the requests.',
        },
      );
    }
    this.#spacing = window / (requests - burst + 1);
    this.#tolerance = (burst - 1) * this.#spacing;
  }

  /** When the request may go that has `ahead` others in front of it, all asked at `now`. */
  freeAt(now: number, ahead = 0): number {
    return Math.max(now, this.#fullAt) + ahead * this.#spacing - this.#tolerance;
  }

  take(now: number): void {
    this.#fullAt = Math.max(now, this.#fullAt) + this.#spacing;
  }
}
