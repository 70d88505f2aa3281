import type { Clock } from '@acequia/core';

export interface SourceClockOptions {
  /** Default: the machine's. */
  readonly clock?: Pick<Clock, 'now'>;
  /** Milliseconds that the source's clock is ahead of `clock` (negative: behind). Default 0. */
  readonly skew?: number;
  /** Milliseconds to which the source rounds its times down. Default 1. */
  readonly granularity?: number;
}

/** The source's own idea of the time: skewed and coarse. */
export class SourceClock {
  skew: number;
  granularity: number;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(options: SourceClockOptions = {}) {
    this.#clock = options.clock ?? Date;
    this.skew = options.skew ?? 0;
    this.granularity = options.granularity ?? 1;
  }

  /** Milliseconds since 1970, `late` milliseconds ago. */
  now(late = 0): number {
    return Math.floor((this.#clock.now() + this.skew - late) / this.granularity) * this.granularity;
  }
}
