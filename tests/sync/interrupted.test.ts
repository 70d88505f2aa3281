import { describe, expect, it } from 'vitest';
import { createDyingDatabase } from '../failpoints/dying-database.ts';
import { engines } from './engines.ts';
import { makeSqlitePlace } from './make-place.ts';
import { openScript } from './open-script.ts';
import { openSimulation } from './open-simulation.ts';
import { checkpoint, complete, folder, text } from './scripted-connector.ts';

describe.each(engines)('A listing that was interrupted on %s', (_name, makePlace) => {
  it('before its first cursor begins again, and forgets what it saw', async () => {
    const store = await openScript(await makePlace());
    store.script.read = function* () {
      yield* [text('a'), text('b'), { type: 'complete' as const, under: 'elsewhere' }];
      throw new Error('cut off');
    };
    await store.sync();
    expect(await store.live()).toEqual(['a', 'b']);
    store.script.read = () => [text('b'), complete, checkpoint(1)];
    await store.sync();
    expect(await store.live()).toEqual(['b']);
  });

  it('goes on without losing what another reading of its slice placed meanwhile', async () => {
    const ids = { left: ['a', 'c', 'd'], breaks: true };
    const store = await openScript(await makePlace(), {
      async *readIds(_context, _slice, cursor) {
        const from = cursor === null ? '' : String(cursor);
        for (const id of ids.left.filter((one) => one > from)) {
          yield { type: 'seen', id };
          yield checkpoint(id);
          if (ids.breaks && id === 'c') throw new Error('cut off');
        }
        yield complete;
      },
    });
    store.script.read = (_slice, cursor) =>
      cursor === null ? ['a', 'c', 'd', 'old'].map((id) => text(id)).concat(checkpoint(1) as never) : [text('b')];
    await store.sync();
    await store.sync('reconcile');
    // `b` comes where the listing of ids has been already.
    await store.sync();
    ids.breaks = false;
    expect(await store.sync('reconcile')).toMatchObject({ status: 'success', counts: { deleted: 1 } });
    expect(await store.live()).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe.each(engines)('A document of two slices on %s', (_name, makePlace) => {
  it('does not go with a folder of one of them that it left', async () => {
    const store = await openScript(await makePlace());
    store.script.slices = [{ id: 'one' }, { id: 'two' }];
    store.script.read = (slice) =>
      slice === 'two' ? [folder('f'), text('a', { parent: 'f' }), checkpoint(1)] : [text('other'), checkpoint(1)];
    await store.sync('incremental', { concurrency: 1 });
    // Both list it at the top now; the first one to say so writes it, and to the second nothing seems to have changed.
    store.script.read = (slice) => [text('a'), ...(slice === 'two' ? [folder('f')] : [text('other')]), checkpoint(2)];
    await store.sync('incremental', { concurrency: 1 });
    store.script.read = (slice) => (slice === 'two' ? [{ type: 'delete', id: 'f' }, checkpoint(3)] : []);
    await store.sync('incremental', { concurrency: 1 });
    expect((await store.stored()).get('a')?.feeds).toEqual(['one', 'two']);
    expect(await store.problems(true)).toEqual([]);
  });
});

describe('An emptied slice', () => {
  it('is withheld although the process died before it could say so', async () => {
    for (let point = 1; ; point += 1) {
      const dying = createDyingDatabase();
      const place = makeSqlitePlace();
      const about = { mode: 'revisit', documents: 5, feeds: 1, folders: { depth: 0, breadth: 0 } } as const;
      const simulation = await openSimulation(place, { ...about, wrap: (database) => dying.wrap(database) });
      let lived = false;
      try {
        await simulation.sync();
        for (const { id } of [...simulation.source.model.store.byId('feed-0')]) {
          if (id !== 'feed-0') simulation.source.model.delete(id);
        }
        dying.dieAfter(point);
        await simulation.sync('full').catch(() => undefined);
        lived = !dying.dead;
        dying.dieAfter(undefined);
        await simulation.source.clock.advance(61_000);
        const outcome = await simulation.sync();
        expect(outcome, `died at ${point}`).toMatchObject({ counts: { deleted: 0, withheld: 5 } });
        expect(await simulation.problems(), `died at ${point}`).toEqual([]);
      } finally {
        await simulation.close();
      }
      if (lived) break;
    }
  }, 60_000);
});
