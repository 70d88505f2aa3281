import { type Change, type Fetched, type Json, SourceError, type Wanted } from '@acequia/core';
import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openScript } from './open-script.ts';
import { checkpoint, complete, text } from './scripted-connector.ts';

const minutes = 60_000;
const count = 100;
const ids = Array.from({ length: count }, (_, index) => `d${String(index).padStart(3, '0')}`);
const listing: Change<Json>[] = ids.map((id) => text(id, { body: undefined }));

/** Answers in order, as one stream, which breaks at some documents, or always. */
function breakingContents(breaksAt: (id: string) => boolean) {
  const calls: string[][] = [];
  return {
    calls,
    members: {
      capabilities: {
        incremental: 'feed',
        deletions: 'feed',
        stableIds: true,
        contentBatch: count,
      } as const,
      async *fetchContent(_context: unknown, wanted: readonly Wanted[]): AsyncGenerator<Fetched> {
        calls.push(wanted.map(({ id }) => id));
        for (const { id } of wanted.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
          if (breaksAt(id)) throw new SourceError('transient', 'The connection was lost');
          yield { id, body: `text of ${id}`, mime: 'text/plain' };
        }
      },
    },
  };
}

describe.each(engines)('A call for many contents that breaks on %s', (_name, makePlace) => {
  it.each([[['d000']], [['d042']], [['d099']], [['d000', 'd050']], [['d010', 'd011', 'd077']]])(
    'costs only the documents that it breaks at: %j',
    async (bad) => {
      const { calls, members } = breakingContents((id) => bad.includes(id));
      const store = await openScript(await makePlace(), members);
      store.script.read = () => [...listing, complete, checkpoint(1)];
      expect(await store.sync()).toMatchObject({ status: 'partial', counts: { failed: bad.length } });
      const stored = await store.stored();
      expect(ids.filter((id) => stored.get(id)?.bodyHash === 'none')).toEqual(bad);
      // Each level of halves takes two calls, and one that asks whether the source is down.
      expect(calls.length).toBeLessThan(bad.length * 3 * Math.ceil(Math.log2(count)) + 2);
      // The same again, when they are due: those that came are not asked for.
      calls.length = 0;
      store.script.read = () => [];
      await store.clock.advance(5 * minutes);
      await store.sync();
      expect([...new Set(calls.flat())].toSorted()).toEqual(bad);
    },
  );

  it('is not made again and again when the source is down', async () => {
    const { calls, members } = breakingContents(() => true);
    const store = await openScript(await makePlace(), members);
    store.script.read = () => [...listing, complete, checkpoint(1)];
    expect(await store.sync()).toMatchObject({ status: 'partial', counts: { failed: count } });
    expect(calls.map(({ length }) => length)).toEqual([count, 1]);
  });
});
