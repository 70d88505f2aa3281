import { SourceError } from '@acequia/core';
import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openScript } from './open-script.ts';
import { checkpoint, complete, folder, text, texts } from './scripted-connector.ts';

describe.each(engines)('Cursors on %s', (_name, makePlace) => {
  it('go on where they were, and mean a clean full sync when they are unknown, corrupt or older', async () => {
    const { z } = await import('zod');
    const cursor = z.strictObject({ v: z.literal(2), at: z.int() });
    const store = await openScript(await makePlace(), { cursor });
    store.script.read = (_slice, at) => [
      ...(at === null ? [text('a'), text('b'), complete] : []),
      checkpoint({ v: 2, at: 7 }),
    ];
    await store.sync();
    await store.sync();
    expect(store.script.reads.map(([, at]) => at)).toEqual([null, { v: 2, at: 7 }]);
    for (const bad of ['{"v":1,"at":7}', '{"v":2,"at":7,"more":1}', '"x"', '[]', '{"v":2,"at":"7"}']) {
      await store.database.transaction((sql) => sql.run('UPDATE slices SET cursor_json = ?', [bad]));
      expect(await store.sync(), bad).toMatchObject({ status: 'success', counts: { unchanged: 2, deleted: 0 } });
      expect(store.script.reads.at(-1), bad).toEqual(['one', null]);
    }
    await store.database.transaction((sql) => sql.run('UPDATE slices SET cursor_json = \'{"v":2,\''));
    expect(await store.sync(), 'cut off').toMatchObject({ status: 'success', counts: { unchanged: 2 } });
  });

  it('that the source forgot mean reading from the beginning in the same sync', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [text('a'), text('b'), complete, checkpoint(1)];
    await store.sync();
    store.script.read = function* (_slice, at) {
      if (at !== null) throw new SourceError('cursor-expired', 'forgotten');
      yield text('a');
      yield complete;
      yield checkpoint(2);
    };
    expect(await store.sync()).toMatchObject({ status: 'success', counts: { deleted: 1 } });
    expect(await store.live()).toEqual(['a']);
  });

  it('larger than 64 KiB are refused, and what was read is kept', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [text('a'), checkpoint('x'.repeat(70_000))];
    expect(await store.sync()).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('larger') },
    });
    expect(await store.live()).toEqual(['a']);
  });
});

describe.each(engines)('Slices on %s', (_name, makePlace) => {
  it('that are no longer offered are parked and kept, and go on when they come back', async () => {
    const store = await openScript(await makePlace());
    store.script.slices = [{ id: 'one' }, { id: 'two' }];
    store.script.read = (slice, at) => [...(at === null ? [text(slice), complete] : []), checkpoint(slice)];
    await store.sync();
    store.script.slices = [{ id: 'one' }];
    expect(await store.sync('full')).toMatchObject({ status: 'success', counts: { deleted: 0, withheld: 0 } });
    expect(await store.live()).toEqual(['one', 'two']);
    const parked = await store.database.reader.all('SELECT title FROM slices WHERE parked = 1');
    expect(parked).toHaveLength(1);
    // So that the connector can offer one that ended.
    expect(store.script.known.toSorted()).toEqual(['one', 'two']);
    store.script.slices = [{ id: 'two' }, { id: 'one' }];
    await store.sync();
    expect(store.script.reads.filter(([slice]) => slice === 'two').map(([, at]) => at)).toEqual([null, 'two']);
  });

  it('of the same version are skipped without a request, except in a full sync', async () => {
    const store = await openScript(await makePlace());
    store.script.slices = [{ id: 'one', version: 'v1' }];
    store.script.read = () => [text('a'), checkpoint(1)];
    await store.sync();
    await store.sync();
    expect(store.script.reads).toHaveLength(1);
    await store.sync('full');
    expect(store.script.reads).toHaveLength(2);
    store.script.slices = [{ id: 'one', version: 'v2' }];
    store.script.read = () => {
      throw new SourceError('transient', 'no');
    };
    await store.sync();
    store.script.read = () => [checkpoint(2)];
    // It was not read to the end with that version, so it is not skipped.
    await store.sync();
    expect(store.script.reads).toHaveLength(4);
  });

  it('hold up nothing but themselves when one is bad', async () => {
    const store = await openScript(await makePlace());
    store.script.slices = [{ id: 'bad' }, { id: 'good' }];
    store.script.read = (slice) => {
      if (slice === 'bad') throw new SourceError('forbidden', 'not for you');
      return [text('a'), checkpoint(1)];
    };
    expect(await store.sync()).toMatchObject({ status: 'partial', slices: [{ id: 'bad', status: 'failed' }] });
    expect(await store.live()).toEqual(['a']);
  });

  it('are parked until the source wants to be asked again', async () => {
    const store = await openScript(await makePlace());
    const until = store.clock.now() + 90_000;
    store.script.read = function* () {
      yield text('a');
      yield checkpoint(1);
      throw new SourceError('rate-limited', 'later', { until });
    };
    expect(await store.sync()).toMatchObject({ status: 'waiting', waitingUntil: until });
    expect(await store.live()).toEqual(['a']);
    await store.clock.advance(89_000);
    expect(await store.sync()).toMatchObject({ status: 'waiting' });
    expect(store.script.reads).toHaveLength(1);
    await store.clock.advance(1_000);
    store.script.read = () => [text('b'), checkpoint(2)];
    expect(await store.sync()).toMatchObject({ status: 'success' });
    expect(store.script.reads.at(-1)).toEqual(['one', 1]);
  });

  it('stop at a number of documents and go on from there', async () => {
    const store = await openScript(await makePlace());
    store.script.read = function* (_slice, at) {
      for (let page = Number(at ?? 0); page < 4; page += 1) yield* [...texts(`p${page}-`, 3), checkpoint(page + 1)];
      yield complete;
    };
    expect(await store.sync('incremental', { maxDocuments: 5 })).toMatchObject({ status: 'partial' });
    expect(await store.live()).toHaveLength(6);
    expect(await store.sync()).toMatchObject({ status: 'success', counts: { deleted: 0 } });
    expect(await store.live()).toHaveLength(12);
  });

  it('are read again from the beginning when what a listing depends on changes', async () => {
    const store = await openScript(await makePlace());
    store.script.read = (_slice, at) =>
      at === null
        ? [
            folder('docs'),
            text('a.md', { parent: 'docs' }),
            text('b.pdf', { parent: 'docs', mime: 'application/pdf' }),
            text('c.md', { modifiedAt: 5 }),
            complete,
            checkpoint(1),
          ]
        : [];
    await store.sync();
    await store.sync('incremental', { filters: { include: ['docs/*.md'] } });
    expect(await store.live(), 'the basis is the same').toHaveLength(4);
    await store.sync('incremental', { basis: '2', filters: { include: ['docs/*.md'] } });
    expect(await store.live()).toEqual(['a.md', 'docs']);
    await store.sync('incremental', { basis: '3', filters: { exclude: ['docs/**'], modifiedAfter: 5 } });
    expect(await store.live()).toEqual(['c.md', 'docs']);
    await store.sync('incremental', { basis: '4', filters: { types: ['.pdf'] } });
    expect(await store.live()).toEqual(['b.pdf', 'docs']);
  });

  it('keep a document that is too large, with the reason, and fetch it when the limit rises', async () => {
    const asked: string[] = [];
    const store = await openScript(await makePlace(), {
      async *fetchContent(_context, wanted) {
        for (const { id } of wanted) {
          asked.push(id);
          yield { id, body: 'x'.repeat(id === 'liar' ? 50 : 10), mime: 'text/plain' };
        }
      },
    });
    const sized = (id: string, size: number) => text(id, { body: undefined, size });
    store.script.read = () => [sized('large', 100), sized('small', 10), sized('liar', 5), complete, checkpoint(1)];
    expect(await store.sync('incremental', { filters: { maxSize: 20 } })).toMatchObject({ counts: { skipped: 2 } });
    expect(asked).toEqual(['small', 'liar']);
    const notes = await store.database.reader.all<{ note: string }>(
      'SELECT note FROM documents WHERE note IS NOT NULL',
    );
    expect(notes.map(({ note }) => note).join()).toMatch(
      /100 bytes are more than the limit of 20.*larger than 20 bytes/,
    );
    await store.sync('full', { filters: { maxSize: 20 } });
    expect(asked).toHaveLength(2);
    await store.sync('full', { filters: { maxSize: 200 } });
    expect(asked).toContain('large');
  });
});

describe.each(engines)('Turns on %s', (_name, makePlace) => {
  it('go to slices that had to wait, then to those that were not read for the longest time', async () => {
    const store = await openScript(await makePlace());
    store.script.slices = [{ id: 'one' }, { id: 'two' }, { id: 'three' }];
    let allowed = 1;
    store.script.read = function* (slice) {
      if (allowed === 0) throw new SourceError('rate-limited', 'wait', { until: store.clock.now() + 60_000 });
      allowed -= 1;
      yield text(slice);
      yield checkpoint(1);
    };
    const turns: string[][] = [];
    for (let i = 0; i < 3; i += 1) {
      const from = store.script.reads.length;
      await store.sync('incremental', { concurrency: 1 });
      turns.push(store.script.reads.slice(from).map(([slice]) => slice));
      allowed = 1;
      await store.clock.advance(120_000);
    }
    expect(turns.map(([first]) => first)).toEqual(['one', 'two', 'three']);
  });
});
