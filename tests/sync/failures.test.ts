import type { Change, ErrorDescription, Extractor, Json } from '@acequia/core';
import { SourceError } from '@acequia/core';
import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openScript } from './open-script.ts';
import { checkpoint, complete, folder, text } from './scripted-connector.ts';

const transient: ErrorDescription = { kind: 'transient', message: 'The source is tired.' };
const minutes = 60_000;

/** Contents that fail until they are healed. */
function lazyContents() {
  const broken = new Map<string, ErrorDescription>();
  const asked: string[] = [];
  return {
    broken,
    asked,
    members: {
      async *fetchContent(_context: unknown, wanted: readonly { id: string }[]) {
        for (const { id } of wanted) {
          asked.push(id);
          const error = broken.get(id);
          if (error) yield { id, error };
          else yield { id, body: `text of ${id}`, mime: 'text/plain' };
        }
      },
    },
  };
}

const lazy = (id: string, more: object = {}): Change<Json> => text(id, { body: undefined, ...more });

describe.each(engines)('A document that fails on %s', (_name, makePlace) => {
  it('is remembered, not pruned, and tried again when it is due, while the cursor moves on', async () => {
    const { broken, asked, members } = lazyContents();
    const store = await openScript(await makePlace(), members);
    broken.set('a', transient);
    store.script.read = () => [lazy('a'), lazy('b'), complete, checkpoint(1)];
    expect(await store.sync()).toMatchObject({ status: 'partial', counts: { failed: 1 } });
    expect(await store.live()).toEqual(['a', 'b']);
    store.script.read = (_slice, cursor) => [checkpoint(cursor)];
    await store.sync();
    expect(store.script.reads.at(-1)).toEqual(['one', 1]);
    expect(asked).toEqual(['a', 'b']);
    await store.clock.advance(5 * minutes);
    await store.sync();
    expect(asked).toEqual(['a', 'b', 'a']);
    // Each time it waits longer.
    await store.clock.advance(6 * minutes);
    await store.sync();
    expect(asked).toHaveLength(3);
    broken.clear();
    await store.clock.advance(15 * minutes);
    expect(await store.sync()).toMatchObject({ status: 'success' });
    expect((await store.stored()).get('a')?.bodyHash).not.toBe('none');
    expect(await store.problems(true)).toEqual([]);
    await store.clock.advance(24 * 60 * minutes);
    await store.sync();
    expect(asked).toHaveLength(4);
  });

  it('keeps its old text, and is renamed while its content fails', async () => {
    const { broken, members } = lazyContents();
    const store = await openScript(await makePlace(), members);
    store.script.read = () => [lazy('a'), checkpoint(1)];
    await store.sync();
    const { bodyHash } = (await store.stored()).get('a') ?? {};
    broken.set('a', transient);
    store.script.read = () => [lazy('a', { version: '2' }), checkpoint(2)];
    await store.sync();
    store.script.read = () => [lazy('a', { version: '2', title: 'renamed' }), checkpoint(3)];
    await store.sync();
    expect((await store.stored()).get('a')).toMatchObject({ bodyHash, title: 'renamed' });
    broken.clear();
    store.script.read = () => [];
    await store.clock.advance(60 * minutes);
    expect(await store.sync()).toMatchObject({ status: 'success' });
    expect(await store.problems(true)).toEqual([]);
  });

  it('is asked for again when the listing could not read it', async () => {
    const answers = new Map<string, Change<never>>();
    const asked: string[] = [];
    const store = await openScript(await makePlace(), {
      async *fetchDocuments(_context, wanted) {
        for (const { id } of wanted) {
          asked.push(id);
          const answer = answers.get(id);
          if (answer) yield answer;
        }
      },
    });
    store.script.read = () => [text('old'), checkpoint(1)];
    await store.sync();
    const failure = (id: string): Change<Json> => ({ type: 'failure', id, error: transient });
    store.script.read = () => [failure('old'), failure('new'), failure('never'), checkpoint(2)];
    await store.sync();
    store.script.read = () => [];
    await store.clock.advance(5 * minutes);
    answers.set('old', text('old', { title: 'changed meanwhile' }));
    answers.set('new', text('new'));
    answers.set('never', { type: 'delete', id: 'never' });
    await store.sync();
    expect(asked.sort()).toEqual(['never', 'new', 'old']);
    expect((await store.stored()).get('old')?.title).toBe('changed meanwhile');
    expect(await store.live()).toEqual(['new', 'old']);
    expect(await store.problems(true)).toEqual([]);
  });

  it('has its subtree read again when a container could not be listed', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [folder('f'), text('a', { parent: 'f' }), complete, checkpoint(1)];
    await store.sync();
    store.script.read = () => [{ type: 'failure', id: 'f', error: transient }, checkpoint(2)];
    await store.sync();
    await store.clock.advance(5 * minutes);
    store.script.read = (_slice, cursor) =>
      cursor === null ? [folder('f'), text('b', { parent: 'f' }), complete] : [];
    await store.sync();
    expect(await store.live()).toEqual(['b', 'f']);
    expect(await store.problems(true)).toEqual([]);
  });

  it('stops a sync after 10 faults of the source in a row, and keeps what was read', async () => {
    const { broken, asked, members } = lazyContents();
    const store = await openScript(await makePlace(), members);
    const ids = Array.from({ length: 300 }, (_, index) => `d${index}`);
    for (const id of ids.slice(50)) broken.set(id, transient);
    store.script.read = () => [...ids.map((id) => lazy(id)), checkpoint(1)];
    expect(await store.sync('incremental', { pool: { concurrency: 1 } })).toMatchObject({
      status: 'failed',
      error: { kind: 'transient', message: expect.stringContaining('too many errors') },
    });
    expect(asked).toHaveLength(60);
    const texts = [...(await store.stored()).values()].filter(({ bodyHash }) => bodyHash !== 'none');
    expect(texts).toHaveLength(50);
    expect(await store.problems()).toEqual([]);
  });

  it('stops when more than 15 % of the last 200 fail, but not for what is wrong with documents', async () => {
    const { broken, asked, members } = lazyContents();
    const store = await openScript(await makePlace(), members);
    const ids = Array.from({ length: 300 }, (_, index) => `d${index}`);
    for (const [index, id] of ids.entries())
      if (index % 4 === 0) broken.set(id, { kind: 'unreadable', message: 'broken' });
    store.script.read = () => [...ids.map((id) => lazy(id)), checkpoint(1)];
    const pool = { concurrency: 1 };
    expect(await store.sync('incremental', { pool })).toMatchObject({ status: 'partial', counts: { failed: 75 } });
    for (const id of broken.keys()) broken.set(id, transient);
    asked.length = 0;
    expect(await store.sync('incremental', { pool, refetch: true })).toMatchObject({ status: 'failed' });
    expect(asked.length).toBeGreaterThanOrEqual(200);
    expect(asked.length).toBeLessThan(210);
  });

  it('is tried again when its text could not be extracted, although its body came inline', async () => {
    let works = false;
    const extractor: Extractor = {
      revision: '1',
      async extract({ bytes }) {
        if (!works) throw new SourceError('transient', 'The worker died');
        return { markdown: Buffer.from(bytes).toString(), mime: 'text/plain', warnings: [] };
      },
      close: async () => undefined,
    };
    const store = await openScript(await makePlace(), {
      async *fetchDocuments(_context, wanted) {
        for (const { id } of wanted) yield text(id);
      },
    });
    store.script.read = () => [text('a'), checkpoint(1)];
    expect(await store.sync('incremental', { extractor })).toMatchObject({ counts: { failed: 1 } });
    works = true;
    store.script.read = () => [];
    await store.clock.advance(5 * minutes);
    await store.sync('incremental', { extractor });
    expect((await store.stored()).get('a')?.bodyHash).not.toBe('none');
    expect(await store.problems(true)).toEqual([]);
  });
});

describe.each(engines)('One bad document on %s', (_name, makePlace) => {
  it('costs only itself', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [
      text('good'),
      text(''),
      text('x'.repeat(3000)),
      { type: 'upsert', document: { id: 'untitled', version: '1', body: 'x' } as never },
      text('alias', { alias: 'y'.repeat(3000) }),
      text('times', { createdAt: Number.NaN, modifiedAt: Number.POSITIVE_INFINITY, size: 1.5 }),
      text('huge numbers', { createdAt: 1e300 }),
      text('half a pair', { title: 'a\ud800b', body: 'c\udc00d' }),
      text('nul', { title: 'a\0b', body: 'c\0d' }),
      text('last'),
      complete,
      checkpoint(1),
    ];
    expect(await store.sync()).toMatchObject({ status: 'partial', counts: { failed: 4 } });
    expect(await store.live()).toEqual(['good', 'half a pair', 'huge numbers', 'last', 'nul', 'times']);
    expect(await store.problems()).toEqual([]);
  });

  it('keeps ids apart that look alike, byte for byte', async () => {
    const store = await openScript(await makePlace());
    const ids = [
      'a',
      'A',
      'a ',
      'ä',
      'a\u0308',
      '😀',
      '\u0000',
      'x'.repeat(2048),
      '日'.repeat(682),
      "' OR 1=1 --",
      '%',
    ];
    store.script.read = () => [...ids.map((id) => text(id)), complete, checkpoint(1)];
    expect(await store.sync()).toMatchObject({ status: 'success' });
    expect(await store.live()).toEqual([...ids].sort());
    store.script.read = () => [
      ...ids.slice(1).map((id) => text(id)),
      { type: 'delete', id: 'a' },
      complete,
      checkpoint(2),
    ];
    await store.sync();
    expect(await store.live()).toEqual(ids.slice(1).sort());
  });

  it('may come twice on a page or on two: the last word counts', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [
      text('a', { title: 'first' }),
      text('a', { title: 'second' }),
      text('gone'),
      checkpoint(1),
      text('a', { title: 'third' }),
      { type: 'delete', id: 'gone' },
      text('b'),
      checkpoint(2),
      { type: 'delete', id: 'b' },
      text('b', { title: 'back' }),
      checkpoint(3),
    ];
    await store.sync('incremental', { batch: { documents: 1 } });
    const stored = await store.stored();
    expect([stored.get('a')?.title, stored.get('b')?.title, stored.size]).toEqual(['third', 'back', 2]);
    expect(await store.problems(true)).toEqual([]);
  });

  it('is skipped with a reason when its text is larger than the database takes', async () => {
    const place = await makePlace();
    const store = await openScript(place);
    const large = 'wörter '.repeat(1_600_000);
    store.script.read = () => [text('small'), text('large', { body: large }), checkpoint(1)];
    expect((await store.sync()).status).not.toBe('failed');
    const [row] = await store.database.reader.all<{ note: string | null }>(
      "SELECT note FROM documents WHERE title = 'large'",
    );
    const fits = Buffer.byteLength(large) <= store.database.maxValueBytes;
    expect(row?.note ?? '').toContain(fits ? '' : 'larger than the database takes');
    expect(await store.live()).toEqual(['large', 'small']);
  });

  it('and many large ones of three-byte characters fit into one batch', async () => {
    const store = await openScript(await makePlace());
    const body = '水'.repeat(15_000);
    store.script.read = () => [
      ...Array.from({ length: 520 }, (_, index) => text(`d${index}`, { body })),
      checkpoint(1),
    ];
    expect(
      await store.sync('incremental', { batch: { documents: 2000, bytes: 8 * 1024 * 1024, age: 60_000 } }),
    ).toMatchObject({
      status: 'success',
      counts: { created: 520 },
    });
  });
});
