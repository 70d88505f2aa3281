/** What a source allows on one of its limits. */
export interface RateLimit {
  /** In any window of that length. At least 1. */
  readonly requests: number;
  /** Milliseconds. */
  readonly window: number;
  /** How many may go out at once after a pause, within `requests`. Default: a tenth of `requests`, at least 1. */
  readonly burst?: number;
}
