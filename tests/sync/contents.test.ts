import type { Document, Fetched, Wanted } from '@acequia/core';
import { createRandom } from '@acequia/testkit';
import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { makeSqlitePlace } from './make-place.ts';
import { openScript, type ScriptedFixture } from './open-script.ts';
import { openSimulation } from './open-simulation.ts';
import { checkpoint, complete, scriptConnector, text, texts } from './scripted-connector.ts';

const lazy = (id: string, more: Partial<Document> = {}) => text(id, { body: undefined, ...more });

/** Lets graces and heartbeats pass until a cursor is committed. */
async function advanceToCursor(store: ScriptedFixture, running: Promise<unknown>, wanted: string): Promise<void> {
  for (let cursor = ''; cursor !== wanted; ) {
    // A sync that ends here has nothing more to sleep for.
    const ended = await Promise.race([store.clock.advanceToNextSleep().then(() => undefined), running]);
    expect(ended).toBeUndefined();
    const [slice] = await store.database.reader.all<{ cursor_json: string }>('SELECT cursor_json FROM slices');
    cursor = slice?.cursor_json ?? '';
  }
}

describe.each(engines)('Contents on %s', (_name, makePlace) => {
  it('that are slow do not hold the cursor, and follow when they come', { timeout: 60_000 }, async () => {
    const slow = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const store = await openScript(await makePlace(), {
      async *fetchContent(_context, wanted) {
        for (const { id } of wanted) {
          if (id === 'slow') {
            asked.resolve();
            await slow.promise;
          }
          yield { id, body: `text of ${id}`, mime: 'text/plain' };
        }
      },
    });
    const before = Promise.withResolvers<void>();
    store.script.read = async function* () {
      yield lazy('slow');
      yield checkpoint(1);
      yield lazy('b');
      yield checkpoint(2);
      await before.promise;
      yield lazy('c');
      yield checkpoint(3);
    };
    const running = store.sync('incremental', { batch: { documents: 1 } });
    await asked.promise;
    await advanceToCursor(store, running, '2');
    expect((await store.stored()).get('slow')?.bodyHash).toBe('none');
    expect(await store.problems()).toEqual([]);
    before.resolve();
    slow.resolve();
    expect(await running).toMatchObject({ status: 'success' });
    expect((await store.stored()).get('slow')?.bodyHash).not.toBe('none');
    expect(await store.problems(true)).toEqual([]);
  });

  it('that came and are many bytes are stored while others are still to come', async () => {
    const slow = Promise.withResolvers<void>();
    const store = await openScript(await makePlace(), {
      async *fetchContent(_context, wanted) {
        for (const { id } of wanted) {
          if (id === 'slow') await slow.promise;
          yield { id, body: `text of ${id} `.repeat(500), mime: 'text/plain' };
        }
      },
    });
    store.script.read = () => [...['slow', 'a', 'b', 'c', 'd'].map((id) => lazy(id)), checkpoint(1), complete];
    const stored = Promise.withResolvers<void>();
    const running = store.sync('incremental', {
      batch: { bytes: 8000 },
      onProgress: ({ counts }) => counts.created >= 2 && stored.resolve(),
    });
    await Promise.race([stored.promise, running.then(() => expect.unreachable())]);
    const [slice] = await store.database.reader.all<{ cursor_json: string }>('SELECT cursor_json FROM slices');
    expect(slice?.cursor_json).toBeNull();
    expect(await store.live()).not.toContain('slow');
    slow.resolve();
    expect(await running).toMatchObject({ status: 'success', counts: { created: 5 } });
    expect(await store.live()).toEqual(['a', 'b', 'c', 'd', 'slow']);
    expect(await store.problems(true)).toEqual([]);
  });

  it('that came are stored at a heartbeat, however long the source then says nothing more', async () => {
    const more = Promise.withResolvers<void>();
    const store = await openScript(await makePlace());
    store.script.read = async function* () {
      yield* texts('a', 3);
      yield checkpoint(1);
      await more.promise;
      yield checkpoint(2);
    };
    const running = store.sync();
    await advanceToCursor(store, running, '1');
    expect(await store.live()).toEqual(['a0', 'a1', 'a2']);
    more.resolve();
    expect(await running).toMatchObject({ status: 'success' });
  });

  it('bring children that live and die with their owner', async () => {
    let children: Record<string, string[]> = { a: ['a/1', 'a/2'], b: ['b/1'] };
    const asked: string[] = [];
    const store = await openScript(await makePlace(), {
      async *fetchContent(_context, wanted): AsyncGenerator<Fetched> {
        for (const { id } of wanted) {
          asked.push(id);
          const owned = children[id];
          yield {
            id,
            body: `text of ${id}`,
            mime: 'text/plain',
            ...(owned && { children: owned.map((child) => ({ id: child, title: child, version: '1' })) }),
          };
        }
      },
    });
    store.script.read = () => [lazy('a'), lazy('b'), complete, checkpoint(1)];
    expect(await store.sync()).toMatchObject({ status: 'success' });
    expect(await store.live()).toEqual(['a', 'a/1', 'a/2', 'b', 'b/1']);
    expect((await store.stored()).get('a/1')).toMatchObject({
      parent: 'a',
      bodyHash: expect.not.stringContaining('none'),
    });
    // Not listed, and not absent for that.
    await store.sync('full');
    expect(await store.live()).toHaveLength(5);
    expect(asked).toHaveLength(5);
    children = { a: ['a/2', 'a/3'], b: ['b/1'] };
    store.script.read = () => [lazy('a', { version: '2' }), lazy('b'), complete, checkpoint(2)];
    await store.sync('full');
    expect(await store.live()).toEqual(['a', 'a/2', 'a/3', 'b', 'b/1']);
    store.script.read = () => [lazy('b'), complete, checkpoint(3)];
    await store.sync('full');
    expect(await store.live()).toEqual(['b', 'b/1']);
    expect(await store.problems(true)).toEqual([]);
  });

  it('that are refused with `gone` take their document away', async () => {
    const store = await openScript(await makePlace(), {
      async *fetchContent(_context: unknown, wanted: readonly Wanted[]): AsyncGenerator<Fetched> {
        for (const { id } of wanted) yield { id, error: { kind: 'gone', message: 'deleted' } };
      },
    });
    store.script.read = () => [text('a'), checkpoint(1)];
    await store.sync();
    store.script.read = () => [lazy('a', { version: '2' }), checkpoint(2)];
    await store.sync();
    expect(await store.live()).toEqual([]);
    expect(await store.problems()).toEqual([]);
  });
});

describe('Contents that are fetched together', () => {
  it('are as many as the connector takes, and of known sizes no more than 8 MiB', async () => {
    const asked: string[][] = [];
    const { capabilities } = scriptConnector().connector;
    const store = await openScript(makeSqlitePlace(), {
      capabilities: { ...capabilities, contentBatch: 3 },
      async *fetchContent(_context, wanted) {
        asked.push(wanted.map(({ id }) => id));
        for (const { id } of wanted) yield { id, body: `text of ${id}`, mime: 'text/plain' };
      },
    });
    const mebibyte = 1024 * 1024;
    store.script.read = function* () {
      for (const id of ['a', 'b', 'c', 'd']) yield lazy(id);
      for (const [id, size] of [
        ['e', 7],
        ['f', 1],
        ['g', 1],
        ['h', 9],
        ['i', 1],
      ] as const)
        yield lazy(id, { size: size * mebibyte });
      yield checkpoint(1);
    };
    expect(await store.sync()).toMatchObject({ status: 'success' });
    expect(asked).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g'], ['h'], ['i']]);
    expect(await store.problems(true)).toEqual([]);
  });
});

describe('A sync that is canceled', () => {
  it('ends at once at every step, keeps what was read, and the next one converges', async () => {
    for (const mode of ['feed', 'revisit'] as const) {
      for (let at = 1; ; at += 1) {
        const simulation = await openSimulation(makeSqlitePlace(), {
          mode,
          content: 'lazy',
          contentBatch: 3,
          seed: 9,
          documents: 8,
        });
        try {
          const { source } = simulation;
          const stop = new AbortController();
          let stopped = false;
          source.onStep = (step) => {
            if (step !== at) return;
            stopped = true;
            stop.abort(new Error('canceled by a person'));
            // The source never answers again: only the cancel ends the wait.
            return new Promise(() => undefined);
          };
          const outcome = await simulation.sync('incremental', { signal: stop.signal, batch: { documents: 4 } });
          expect(outcome.status, `${mode} ${at}`).toBe(stopped ? 'canceled' : 'success');
          expect(await simulation.problems(), `${mode} ${at}`).toEqual([]);
          source.onStep = undefined;
          expect(await simulation.sync(), `${mode} ${at}`).toMatchObject({ status: 'success' });
          expect(await simulation.stored(), `${mode} ${at}`).toEqual(source.snapshot());
          if (!stopped) break;
        } finally {
          await simulation.close();
        }
      }
    }
  }, 60_000);

  it('does not wait for a body that never ends, nor for a list of slices', async () => {
    const asked = Promise.withResolvers<void>();
    const store = await openScript(makeSqlitePlace(), {
      async *fetchContent(_context, wanted) {
        const body = (async function* () {
          yield Buffer.from('first');
          asked.resolve();
          await new Promise(() => undefined);
        })();
        for (const { id } of wanted) yield { id, body };
      },
    });
    store.script.read = () => [lazy('a'), checkpoint(1)];
    const stop = new AbortController();
    const running = store.sync('incremental', { signal: stop.signal });
    await asked.promise;
    stop.abort(new Error('canceled'));
    expect(await running).toMatchObject({ status: 'canceled' });
    expect(await store.problems()).toEqual([]);
  });
});

describe.each(engines)('Slices that hold the same documents on %s', (_name, makePlace) => {
  it('may be written side by side', async () => {
    const store = await openScript(await makePlace());
    store.script.slices = [{ id: 'one' }, { id: 'two' }, { id: 'three' }];
    const random = createRandom(11);
    const all = texts('d', 150);
    for (let round = 1; round <= 3; round += 1) {
      store.script.read = () => {
        const shuffled = all.map((change) => ({ change, at: random() })).sort((a, b) => a.at - b.at);
        return [...shuffled.map(({ change }) => change), complete, checkpoint(round)];
      };
      expect(await store.sync('full', { batch: { documents: 20 } })).toMatchObject({ status: 'success' });
      const stored = await store.stored();
      expect(stored.size).toBe(150);
      expect(stored.get('d0')?.feeds).toEqual(['one', 'three', 'two']);
      expect(await store.problems(true)).toEqual([]);
      all.splice(0, all.length, ...texts('d', 150, { version: String(round + 1), body: `round ${round}` }));
    }
  });
});
