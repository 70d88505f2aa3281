import { describe, expect, it } from 'vitest';
import { readAhead } from '../../src/runner/read-ahead.ts';

const never = new AbortController().signal;
const one = { limit: Number.POSITIVE_INFINITY, weigh: () => 1, signal: never };

/** Pages with a wait before each, as a source over a network has them. */
async function* pages(...all: readonly (readonly string[])[]): AsyncGenerator<string> {
  for (const page of all) {
    await new Promise((resolve) => setImmediate(resolve));
    yield* page;
  }
}

async function collect(source: AsyncIterable<readonly string[]>): Promise<string[]> {
  const all: string[] = [];
  for await (const group of source) all.push(...group);
  return all;
}

describe('readAhead', () => {
  it('gives everything in order, in groups', async () => {
    const groups: (readonly string[])[] = [];
    for await (const group of readAhead(pages(['a', 'b', 'c'], [], ['d']), one)) groups.push(group);
    expect(groups.flat()).toEqual(['a', 'b', 'c', 'd']);
    expect(groups.length).toBeLessThan(4);
  });

  it('gives nothing for an empty source', async () => {
    expect(await collect(readAhead(pages(), one))).toEqual([]);
  });

  it('gives what came before an error, then the error', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield* pages(['a', 'b']);
      throw new Error('page 2 is broken');
    }
    const got: string[] = [];
    const reading = (async () => {
      for await (const group of readAhead(broken(), one)) got.push(...group);
    })();
    await expect(reading).rejects.toThrow('page 2 is broken');
    expect(got).toEqual(['a', 'b']);
  });

  it('lets the source go no further than the limit', async () => {
    let produced = 0;
    async function* endless(): AsyncGenerator<string> {
      for (;;) {
        produced += 1;
        yield String(produced);
      }
    }
    for await (const group of readAhead(endless(), { ...one, limit: 10 })) {
      expect(group.length).toBeLessThanOrEqual(10);
      await new Promise((resolve) => setImmediate(resolve));
      expect(produced).toBeLessThanOrEqual(20);
      break;
    }
  });

  it('reads on while a group is worked on', async () => {
    const asked: string[] = [];
    async function* source(): AsyncGenerator<string> {
      for (const page of ['first', 'second']) {
        asked.push(page);
        await new Promise((resolve) => setImmediate(resolve));
        yield page;
      }
    }
    for await (const [group] of readAhead(source(), one)) {
      if (group === 'first') expect(asked).toEqual(['first', 'second']);
    }
  });

  it('closes the source when its reader stops', async () => {
    const closed = Promise.withResolvers<void>();
    async function* source(): AsyncGenerator<string> {
      try {
        yield* pages(['a'], ['b'], ['c']);
      } finally {
        closed.resolve();
      }
    }
    for await (const _ of readAhead(source(), one)) break;
    await closed.promise;
  });

  it('ends with the reason of the signal, even when the source hangs', async () => {
    const stop = new AbortController();
    async function* hanging(): AsyncGenerator<string> {
      yield 'a';
      await new Promise(() => undefined);
    }
    const got: string[] = [];
    const reading = (async () => {
      for await (const group of readAhead(hanging(), { ...one, signal: stop.signal })) {
        got.push(...group);
        stop.abort(new Error('canceled'));
      }
    })();
    await expect(reading).rejects.toThrow('canceled');
    expect(got).toEqual(['a']);
    await expect(collect(readAhead(pages(['a']), { ...one, signal: stop.signal }))).rejects.toThrow('canceled');
  });
});
