import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@acequia/core';

/** A clock that moves only when a test moves it. */
export interface ManualClock extends Clock {
  /** Sleeps that wait now. */
  readonly sleeping: number;
  /** Moves on, waking each sleeper at its time; what a sleeper does next may sleep within the same span again. */
  advance(milliseconds: number): Promise<void>;
  /** Waits until something sleeps, moves to the earliest end and answers how many milliseconds that was. */
  advanceToNextSleep(): Promise<number>;
}

interface Sleeper {
  readonly due: number;
  wake(): void;
}

/** Starts at `start` (milliseconds since 1970; default 2026-01-01). */
export function createManualClock(start: number = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  const sleepers = new Set<Sleeper>();
  let fellAsleep = Promise.withResolvers<void>();

  const earliest = () => [...sleepers].sort((a, b) => a.due - b.due)[0];

  async function advanceTo(time: number): Promise<void> {
    await setImmediate();
    for (let next = earliest(); next && next.due <= time; next = earliest()) {
      now = Math.max(now, next.due);
      next.wake();
      await setImmediate();
    }
    now = Math.max(now, time);
  }

  return {
    now: () => now,
    get sleeping() {
      return sleepers.size;
    },
    sleep(milliseconds, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (milliseconds <= 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const leave = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', abort);
        };
        const abort = () => {
          leave();
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          due: now + milliseconds,
          wake() {
            leave();
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', abort);
        fellAsleep.resolve();
        fellAsleep = Promise.withResolvers();
      });
    },
    advance: (milliseconds) => advanceTo(now + milliseconds),
    async advanceToNextSleep() {
      const before = now;
      let next = earliest();
      while (!next) {
        await fellAsleep.promise;
        next = earliest();
      }
      await advanceTo(next.due);
      return now - before;
    },
  };
}
