import { describe, expect, it } from 'vitest';
import { abortable } from '../../src/runner/abortable.ts';
import { ContentPool } from '../../src/runner/content-pool.ts';

describe('abortable', () => {
  it('ends at once, although the source does not listen, and closes it', async () => {
    const stop = new AbortController();
    let closed = false;
    const source: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        async return() {
          closed = true;
          return { done: true, value: undefined };
        },
      }),
    };
    const reading = abortable(source, stop.signal).next();
    stop.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    expect(closed).toBe(true);
  });

  it('closes a source that its reader leaves, and passes on what it throws', async () => {
    let closed = 0;
    async function* count() {
      try {
        yield 1;
        yield 2;
        throw new Error('broke');
      } finally {
        closed += 1;
      }
    }
    const { signal } = new AbortController();
    for await (const one of abortable(count(), signal)) if (one === 1) break;
    expect(closed).toBe(1);
    await expect(Array.fromAsync(abortable(count(), signal))).rejects.toThrow('broke');
    expect(closed).toBe(2);
  });

  it('does not begin when it is over already', async () => {
    const begun: string[] = [];
    async function* source() {
      begun.push('begun');
      yield 1;
    }
    await expect(Array.fromAsync(abortable(source(), AbortSignal.abort(new Error('over'))))).rejects.toThrow('over');
    expect(begun).toEqual([]);
  });
});

describe('ContentPool', () => {
  it('runs within its limits of count and bytes, and makes adders wait for room', async () => {
    const pool = new ContentPool({ concurrency: 3, queue: 1, bytes: 10 });
    const ends: (() => void)[] = [];
    const started: string[] = [];
    const add = (name: string, weight: number) =>
      pool.add(weight, () => {
        started.push(name);
        return new Promise((end) => ends.push(end));
      });
    await add('a', 6);
    await add('too heavy together', 5);
    expect(started).toEqual(['a']);
    let room = false;
    const waiting = add('c', 1).then(() => {
      room = true;
    });
    await Promise.resolve();
    expect([room, pool.outstanding]).toEqual([false, 3]);
    ends.shift()?.();
    await waiting;
    expect(started).toEqual(['a', 'too heavy together', 'c']);
    for (const end of ends) end();
  });

  it('runs what is heavier than its limit alone', async () => {
    const pool = new ContentPool({ concurrency: 3, queue: 10, bytes: 10 });
    const started: number[] = [];
    const end = Promise.withResolvers<void>();
    for (const weight of [1000, 1]) {
      await pool.add(weight, () => {
        started.push(weight);
        return end.promise;
      });
    }
    expect(started).toEqual([1000]);
    end.resolve();
  });
});
