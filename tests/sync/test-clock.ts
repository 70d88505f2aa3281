import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@acequia/core';

/** The machine's clock, for tests with real servers and real processes. */
export const realClock: Clock = {
  now: Date.now,
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds, undefined, { signal });
  },
};
