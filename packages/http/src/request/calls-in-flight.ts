import { Call } from './call.ts';

/**
 * The exchanges of one client, and their common time limit, watched by one coarse timer: a timer each would cost more than
 * the rest. In slots that are used again: a Set that changes this often keeps what it forgot alive for many collections.
 */
export class CallsInFlight {
  readonly #totalTimeout: number;
  readonly #slots: (Call | undefined)[] = [];
  readonly #free: number[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** Milliseconds. A call ends up to a quarter of it, and at most a second, later. */
  constructor(totalTimeout: number) {
    this.#totalTimeout = totalTimeout;
  }

  /** `expire` gives the reason when its time is over. */
  begin(expire: () => unknown): Call {
    const slot = this.#free.pop() ?? this.#slots.length;
    const call = new Call(slot, performance.now() + this.#totalTimeout, expire);
    this.#slots[slot] = call;
    this.#timer ??= setInterval(() => this.#sweep(), Math.min(1000, this.#totalTimeout / 4)).unref();
    return call;
  }

  finish(call: Call): void {
    if (this.#slots[call.slot] !== call) return;
    this.#slots[call.slot] = undefined;
    this.#free.push(call.slot);
  }

  cancelAll(reason: unknown): void {
    for (const call of this.#slots) call?.cancel(reason);
  }

  #sweep(): void {
    const now = performance.now();
    for (const call of this.#slots) {
      if (call === undefined || call.deadline > now) continue;
      this.finish(call);
      call.cancel(call.expire());
    }
    if (this.#free.length < this.#slots.length) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
