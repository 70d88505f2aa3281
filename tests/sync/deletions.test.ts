import type { Change, Json } from '@acequia/core';
import { WithheldDeletions } from '@acequia/store';
import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openScript } from './open-script.ts';
import { checkpoint, complete, folder, text, texts } from './scripted-connector.ts';

const hour = 60 * 60 * 1000;

describe.each(engines)('Deletion on %s', (_name, makePlace) => {
  it('takes what a source says is gone, and what is below it', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [folder('f'), folder('g', 'f'), text('a', { parent: 'g' }), text('b'), checkpoint(1)];
    await store.sync();
    store.script.read = () => [{ type: 'delete', id: 'f' }, checkpoint(2)];
    expect(await store.sync()).toMatchObject({ status: 'success', counts: { deleted: 1 } });
    expect(await store.live()).toEqual(['b']);
    expect(await store.problems(true)).toEqual([]);
  });

  it('takes what is below a folder that the store never had', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [text('a', { parent: 'unseen' }), text('b'), checkpoint(1)];
    await store.sync();
    store.script.read = () => [{ type: 'delete', id: 'unseen' }, checkpoint(2)];
    await store.sync();
    expect(await store.live()).toEqual(['b']);
  });

  it('waits with a cascade until the pass that told of the folder ends', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [folder('f'), text('a', { parent: 'f' }), text('b'), checkpoint(1)];
    await store.sync();
    store.script.read = function* () {
      yield { type: 'delete', id: 'f' };
      yield checkpoint(2);
      throw new Error('half-way');
    };
    expect(await store.sync()).toMatchObject({ status: 'failed' });
    expect(await store.live()).toEqual(['a', 'b', 'f']);
    store.script.read = () => [checkpoint(3)];
    await store.sync();
    expect(await store.live()).toEqual(['b']);
  });

  it('finds what is absent where a listing was complete, and nowhere else', async () => {
    const store = await openScript(await makePlace());
    const all = [folder('f'), text('f1', { parent: 'f' }), text('f2', { parent: 'f' }), text('x1'), text('x2')];
    store.script.read = () => [...all, checkpoint(1)];
    await store.sync();
    store.script.read = () => [text('f1', { parent: 'f' }), { type: 'complete', under: 'f' }, checkpoint(2)];
    await store.sync('full');
    expect(await store.live()).toEqual(['f', 'f1', 'x1', 'x2']);
    store.script.read = () => [folder('f'), text('x1'), checkpoint(3)];
    await store.sync('full');
    expect(await store.live()).toEqual(['f', 'f1', 'x1', 'x2']);
    store.script.read = () => [folder('f'), text('x1'), complete, checkpoint(4)];
    await store.sync('full');
    expect(await store.live()).toEqual(['f', 'x1']);
  });

  it('takes a range claim for the aliases in it', async () => {
    const store = await openScript(await makePlace());
    const named = (id: string) => text(id, { alias: id });
    store.script.read = () => [...['a', 'b', 'c', 'd'].map(named), text('none'), checkpoint(1)];
    await store.sync();
    store.script.read = () => [named('a'), { type: 'complete', from: 'a', to: 'c' }, checkpoint(2)];
    await store.sync('full');
    expect(await store.live()).toEqual(['a', 'c', 'd', 'none']);
    store.script.read = () => [{ type: 'delete', alias: 'c' }, checkpoint(3)];
    await store.sync();
    expect(await store.live()).toEqual(['a', 'd', 'none']);
  });

  it.each([
    ['first where it left', ['one', 'two']],
    ['first where it came', ['two', 'one']],
  ])('keeps what moved to another slice, read %s', async (_order, order) => {
    const store = await openScript(await makePlace());
    store.script.slices = order.map((id) => ({ id }));
    store.script.read = (slice) => [
      text(slice === 'one' ? 'mover' : 'other'),
      text(`stays-${slice}`),
      complete,
      checkpoint(1),
    ];
    await store.sync('full', { concurrency: 1 });
    store.script.read = (slice) =>
      slice === 'one'
        ? [text('stays-one'), complete, checkpoint(2)]
        : [text('mover'), text('other'), text('stays-two'), complete, checkpoint(2)];
    expect(await store.sync('full', { concurrency: 1 })).toMatchObject({ counts: { deleted: 0, withheld: 0 } });
    expect((await store.stored()).get('mover')?.feeds).toEqual(['two']);
    store.script.read = (slice) => [text(`stays-${slice}`), complete, checkpoint(3)];
    await store.sync('full', { concurrency: 1 });
    expect(await store.live()).toEqual(['stays-one', 'stays-two']);
  });

  it('deletes nothing when a listing fails at any step, or something unknown was missed', async () => {
    const store = await openScript(await makePlace());
    const all: Change<Json>[] = [];
    for (let page = 0; page < 4; page += 1) all.push(...texts(`p${page}-`, 3), checkpoint({ page }));
    all.push(complete, checkpoint('end'));
    store.script.read = () => all;
    await store.sync('full');
    const live = await store.live();
    for (let step = 0; step < all.length; step += 1) {
      // The source has other documents now, so that nothing but the claim keeps the old ones.
      store.script.read = function* () {
        yield* all.slice(0, step).map((change) => (change.type === 'upsert' ? text('new') : change));
        throw new Error('the listing broke');
      };
      expect(await store.sync('full')).toMatchObject({ counts: { deleted: 0, withheld: 0 } });
      expect((await store.live()).filter((id) => id !== 'new')).toEqual(live);
    }
    const error = { kind: 'bad-response' as const, message: 'half of a page' };
    store.script.read = () => [text('new'), { type: 'failure', error }, complete, checkpoint('end')];
    await store.sync('full');
    expect(await store.live()).toEqual([...live, 'new'].sort());
    store.script.read = () => [text('new'), complete, checkpoint('end')];
    expect(await store.sync('full')).toMatchObject({ counts: { deleted: live.length } });
  });

  it('keeps what is below a container that could not be listed', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [
      folder('f'),
      folder('g', 'f'),
      text('deep', { parent: 'g' }),
      text('a'),
      text('b'),
      complete,
      checkpoint(1),
    ];
    await store.sync('full');
    const error = { kind: 'forbidden' as const, message: 'no' };
    store.script.read = () => [{ type: 'failure', id: 'f', error }, text('a'), complete, checkpoint(1)];
    expect(await store.sync('full')).toMatchObject({ status: 'partial', counts: { deleted: 1 } });
    expect(await store.live()).toEqual(['a', 'deep', 'f', 'g']);
  });

  it('withholds an emptied slice whatever the count, until a person agrees', async () => {
    const store = await openScript(await makePlace());
    store.script.slices = [{ id: 'one' }, { id: 'two' }];
    store.script.read = (slice) => [...texts(`${slice}-`, slice === 'one' ? 2 : 40), complete, checkpoint(1)];
    await store.sync('full');
    store.script.read = (slice) =>
      slice === 'one' ? [complete, checkpoint(2)] : [...texts('two-', 39), complete, checkpoint(2)];
    expect(await store.sync('full')).toMatchObject({ counts: { deleted: 1, withheld: 2 } });
    expect((await store.live()).filter((id) => id.startsWith('one'))).toEqual(['one-0', 'one-1']);
    // Again and again, and never by itself.
    expect(await store.sync('full')).toMatchObject({ counts: { deleted: 0, withheld: 2 } });
    const review = new WithheldDeletions(store.database, 1, store.clock);
    await expect(review.approve(store.dataSourceId, 1)).rejects.toMatchObject({ code: 'more_than_approved' });
    expect(await review.approve(store.dataSourceId, 2)).toBe(2);
    expect((await store.live()).filter((id) => id.startsWith('one'))).toEqual([]);
    expect(await store.problems(true)).toEqual([]);
  });

  it('withholds all deletions over the cap, applies additions, and takes back what comes again', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [...texts('d', 120), complete, checkpoint(1)];
    await store.sync('full');
    store.script.read = () => [...texts('d', 89), ...texts('new', 500), complete, checkpoint(2)];
    expect(await store.sync('full')).toMatchObject({ counts: { created: 500, deleted: 0, withheld: 31 } });
    expect(await store.live()).toHaveLength(620);
    store.script.read = () => [...texts('d', 119), ...texts('new', 500), complete, checkpoint(3)];
    expect(await store.sync('full')).toMatchObject({ counts: { deleted: 0, withheld: 1 } });
    const review = new WithheldDeletions(store.database, 1, store.clock);
    expect(await review.reject(store.dataSourceId)).toBe(1);
    expect(await store.sync('full')).toMatchObject({ counts: { deleted: 0, withheld: 0 } });
    expect(await store.live()).toHaveLength(620);
    expect(await store.problems(true)).toEqual([]);
  });

  it('counts what went in the last 24 hours against the cap', async () => {
    const store = await openScript(await makePlace());
    const have = (count: number) => () => [...texts('d', count), complete, checkpoint(count)];
    store.script.read = have(100);
    await store.sync('full');
    store.script.read = have(85);
    expect(await store.sync('full')).toMatchObject({ counts: { deleted: 15, withheld: 0 } });
    await store.clock.advance(hour);
    store.script.read = have(74);
    expect(await store.sync('full')).toMatchObject({ counts: { deleted: 0, withheld: 11 } });
    await store.clock.advance(24 * hour);
    store.script.read = have(73);
    expect(await store.sync('full')).toMatchObject({ counts: { deleted: 1, withheld: 11 } });
  });

  it('finds what is absent but deletes nothing where deletions are switched off', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [text('a'), text('b'), complete, checkpoint(1)];
    await store.sync('full');
    store.script.read = () => [text('a'), complete, checkpoint(1)];
    expect(await store.sync('full', { applyDeletions: false })).toMatchObject({ counts: { deleted: 0, withheld: 1 } });
    expect(await store.live()).toEqual(['a', 'b']);
  });

  it('brings a deleted document back without a download', async () => {
    let fetched = 0;
    const store = await openScript(await makePlace(), {
      async *fetchContent(_context, wanted) {
        fetched += wanted.length;
        for (const { id } of wanted) yield { id, body: `text of ${id}`, mime: 'text/plain' };
      },
    });
    const lazy = (id: string) => text(id, { body: undefined });
    store.script.read = () => [lazy('a'), lazy('b'), checkpoint(1)];
    await store.sync();
    const before = (await store.stored()).get('a');
    store.script.read = () => [{ type: 'delete', id: 'a' }, checkpoint(2)];
    await store.sync();
    expect(await store.live()).toEqual(['b']);
    store.script.read = () => [lazy('a'), checkpoint(3)];
    expect(await store.sync()).toMatchObject({ counts: { restored: 1 } });
    expect((await store.stored()).get('a')).toEqual(before);
    expect(fetched).toBe(2);
    expect(await store.problems(true)).toEqual([]);
  });

  it('asks for each absent document where a claim says so', async () => {
    const answers: Record<string, Change<never>> = {
      gone: { type: 'failure', id: 'gone', error: { kind: 'not-found', message: 'no such document' } },
      hidden: text('hidden'),
      refused: { type: 'failure', id: 'refused', error: { kind: 'forbidden', message: 'no' } },
      deleted: { type: 'delete', id: 'deleted' },
    };
    const store = await openScript(await makePlace(), {
      async *fetchDocuments(_context, wanted) {
        for (const { id } of wanted) {
          const answer = answers[id];
          if (answer) yield answer;
        }
      },
    });
    store.script.read = () =>
      [...Object.keys(answers), 'mute', 'found'].map((id) => text(id)).concat(checkpoint(1) as never);
    await store.sync();
    store.script.read = () => [text('found'), { type: 'complete', confirm: true }, checkpoint(2)];
    await store.sync('full');
    expect(await store.live()).toEqual(['found', 'hidden', 'mute', 'refused']);
  });

  it('reads a subtree again that came in, beside a listing that is under way', async () => {
    const store = await openScript(await makePlace());
    const reading = { relists: 0 };
    store.script.read = function* (_slice, cursor) {
      if (cursor === 'listed' || cursor === null) {
        yield text('z');
        yield { type: 'relist', id: 'f' };
        yield checkpoint('listed');
        yield complete;
        return;
      }
      reading.relists += 1;
    };
    await store.sync();
    // The relist reads from the beginning, as a reading of its own.
    expect(store.script.reads.filter(([, cursor]) => cursor === null)).toHaveLength(2);
    expect(await store.live()).toEqual(['z']);
  });
});

describe.each(engines)('A document that moves while slices are read side by side on %s', (_name, makePlace) => {
  it('ends below its new parent, although an old page was written last', async () => {
    const store = await openScript(await makePlace());
    store.script.slices = [{ id: 'new' }, { id: 'old' }];
    const moved = Promise.withResolvers<void>();
    store.script.read = async function* (slice) {
      if (slice === 'new') {
        yield* [folder('new folder'), text('mover', { parent: 'new folder' }), checkpoint(1)];
        moved.resolve();
        return;
      }
      await moved.promise;
      yield* [folder('old folder'), text('mover', { parent: 'old folder' }), checkpoint(1)];
    };
    await store.sync('incremental', { concurrency: 1 });
    expect((await store.stored()).get('mover')?.parent).toBe('old folder');
    store.script.read = (slice) => (slice === 'old' ? [{ type: 'delete', id: 'mover' }, checkpoint(2)] : []);
    await store.sync();
    expect((await store.stored()).get('mover')).toMatchObject({ parent: 'new folder', feeds: ['new'] });
    expect(await store.problems(true)).toEqual([]);
  });
});
