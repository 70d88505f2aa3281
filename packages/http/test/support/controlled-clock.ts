import type { Clock } from '@acequia/core';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Time that only `advance` moves. */
export class ControlledClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  #now = Date.UTC(2026, 0, 1);
  #onSleep: (() => void)[] = [];

  now(): number {
    return this.#now;
  }

  get sleeping(): number {
    return this.#sleepers.size;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const end = () => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', abort);
      };
      const abort = () => {
        end();
        reject(signal?.reason);
      };
      const wake = () => {
        end();
        resolve();
      };
      const sleeper = { until: this.#now + milliseconds, wake };
      signal?.addEventListener('abort', abort, { once: true });
      this.#sleepers.add(sleeper);
      for (const listener of this.#onSleep.splice(0)) listener();
    });
  }

  /** Resolves when somebody sleeps. */
  async untilAsleep(): Promise<void> {
    if (this.#sleepers.size > 0) return;
    await new Promise<void>((resolve) => this.#onSleep.push(resolve));
  }

  /** Moves on, waking sleepers in their order. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#sleepers].filter(({ until }) => until <= end).sort((a, b) => a.until - b.until);
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.until);
      next.wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = end;
  }
}

/** Time that jumps to the end of each sleep at once. */
export class JumpingClock implements Clock {
  readonly slept: number[] = [];
  #now = Date.UTC(2026, 0, 1);

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(milliseconds);
    this.#now += milliseconds;
  }
}
