import { setImmediate } from 'node:timers/promises';

/** How far a source is read ahead of whoever works on it. */
export interface ReadAheadOptions<T> {
  /** Weight at which the source has to wait. */
  readonly limit: number;
  readonly weigh: (value: T) => number;
  /** Ends it at once with the signal's reason, even when the source does not listen; the source closes behind its back. */
  readonly signal: AbortSignal;
}

/**
 * The same values in the same order, in groups of what is there: the source waits for its next answer while the group
 * before is worked on. What it throws comes after all that it gave before.
 */
export async function* readAhead<T>(
  source: AsyncIterable<T>,
  { limit, weigh, signal }: ReadAheadOptions<T>,
): AsyncGenerator<readonly T[], void, undefined> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => undefined);
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  let group: T[] = [];
  let weight = 0;
  let arrival = Promise.withResolvers<void>();
  let room = Promise.withResolvers<void>();
  let ended = false;
  let closed = false;
  const reading = (async () => {
    try {
      for (let next = await iterator.next(); !next.done && !closed; next = await iterator.next()) {
        group.push(next.value);
        weight += weigh(next.value);
        if (group.length === 1) arrival.resolve();
        if (weight >= limit) await room.promise;
      }
    } finally {
      ended = true;
      arrival.resolve();
    }
  })();
  reading.catch(() => undefined);
  try {
    for (;;) {
      await Promise.race([arrival.promise, aborted.promise]);
      // A source has its values page by page: the first turn lets in the rest of the page, the second lets the request
      // for the next page out, which an HTTP client holds back until its connection is free.
      for (let turn = 0; turn < 2; turn += 1) await Promise.race([setImmediate(), aborted.promise]);
      const ready = group;
      const last = ended;
      group = [];
      weight = 0;
      if (!last) arrival = Promise.withResolvers();
      room.resolve();
      room = Promise.withResolvers();
      if (ready.length > 0) yield ready;
      if (last) return await reading;
      signal.throwIfAborted();
    }
  } finally {
    closed = true;
    room.resolve();
    signal.removeEventListener('abort', onAbort);
    if (!ended) void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}
