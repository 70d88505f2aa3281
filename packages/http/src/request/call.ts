/**
 * One exchange in flight, and what undici takes for its abort signal: far cheaper than an AbortController each. (It must
 * have no property `aborted`, or undici takes it for a DOM signal.)
 */
export class Call {
  canceled = false;
  reason: unknown;
  readonly slot: number;
  /** On the scale of `performance.now()`. */
  readonly deadline: number;
  /** What the time limit says about it. */
  readonly expire: () => unknown;
  #listener: (() => void) | undefined;

  constructor(slot: number, deadline: number, expire: () => unknown) {
    this.slot = slot;
    this.deadline = deadline;
    this.expire = expire;
  }

  /** For undici, which listens for `abort` only, and once. */
  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listener = listener;
  }

  removeEventListener(): void {
    this.#listener = undefined;
  }

  /** Ends it in whatever phase it is. */
  cancel(reason: unknown): void {
    if (this.canceled) return;
    this.canceled = true;
    this.reason = reason;
    this.#listener?.();
  }
}
