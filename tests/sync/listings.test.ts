import { createExtractor } from '@acequia/extract';
import { createManualClock } from '@acequia/testkit';
import { array as arrayOf, assert, asyncProperty, integer, option, record } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDyingDatabase } from '../failpoints/dying-database.ts';
import { engines } from './engines.ts';
import { ListedTree } from './listed-tree.ts';
import { type DatabasePlace, makeSqlitePlace } from './make-place.ts';
import { openSyncFixture, type SyncFixture } from './sync-fixture.ts';

const extractor = createExtractor({ workers: 1 });
const day = 24 * 60 * 60 * 1000;

async function expectEqual(fixture: SyncFixture, tree: ListedTree): Promise<void> {
  const stored = [...(await fixture.stored())].map(([id, { parent, bodyHash }]) => [id, { parent, bodyHash }]);
  expect(new Map(stored as never)).toEqual(tree.snapshot());
}

describe.each(engines)('A folder whose listing is what it was, on %s', (_name, makePlace) => {
  let place: DatabasePlace;
  let fixture: SyncFixture;
  let tree: ListedTree;
  const clock = createManualClock();

  async function open(members: ConstructorParameters<typeof ListedTree>[0] = {}): Promise<void> {
    tree = new ListedTree(members);
    for (const folder of ['a', 'b']) tree.addFolder(folder);
    tree.addFolder('a/c', 'a');
    for (const folder of ['root', 'a', 'b', 'a/c']) for (const n of [1, 2]) tree.addFile(`${folder}/${n}`, folder);
    fixture = await openSyncFixture({ url: place.url, clock, connector: tree.connector, extractor });
    expect(await fixture.sync()).toMatchObject({ status: 'success', counts: { created: 12 } });
    tree.takeTold();
  }

  beforeEach(async () => {
    place = await makePlace();
  });
  afterEach(async () => {
    await fixture.close();
    await place.remove();
  });

  it('need not be told, and what is in it is seen', async () => {
    await open();
    expect(await fixture.sync()).toMatchObject({ status: 'success', counts: { unchanged: 12, deleted: 0, total: 12 } });
    expect(tree.takeTold()).toEqual(['=a', '=a/c', '=b', '=root', 'root']);
    await expectEqual(fixture, tree);
  });

  it('is told when something in it was added, changed, moved or removed, and only that one', async () => {
    await open();
    tree.addFile('b/1', 'b', '2');
    await fixture.sync();
    expect(tree.takeTold()).toEqual(['=a', '=a/c', '=root', 'b/1', 'b/2', 'root']);
    tree.addFile('b/1', 'a/c', '2');
    expect(await fixture.sync()).toMatchObject({ counts: { moved: 1, deleted: 0 } });
    expect(tree.takeTold()).toEqual(['=a', '=root', 'a/c/1', 'a/c/2', 'b/1', 'b/2', 'root']);
    tree.remove('b/2');
    expect(await fixture.sync()).toMatchObject({ counts: { deleted: 1 } });
    expect(tree.takeTold()).toEqual(['=a', '=a/c', '=root', 'root']);
    await fixture.sync();
    expect(tree.takeTold()).toEqual(['=a', '=a/c', '=b', '=root', 'root']);
    await expectEqual(fixture, tree);
  });

  it.each(['full', 'reconcile'] as const)('is told by a %s sync', async (kind) => {
    await open();
    await fixture.sync(kind);
    expect(tree.takeTold()).toEqual([...tree.entries.keys()].sort());
  });

  it('is told when contents are fetched again, and when the settings or filters are others', async () => {
    await open();
    const all = [...tree.entries.keys()].sort();
    await fixture.sync('incremental', { refetch: true });
    expect(tree.takeTold()).toEqual(all);
    await fixture.sync('incremental', { basis: 'other' });
    expect(tree.takeTold()).toEqual(all);
  });

  it('is told where filters by path decide about documents whose folder may move', async () => {
    await open();
    await fixture.sync('incremental', { filters: { exclude: ['x/**'] } });
    expect(tree.takeTold()).toEqual([...tree.entries.keys()].sort());
  });

  it('is told while something in it is outstanding or has no version', async () => {
    await open();
    tree.addFile('b/3', 'b', null);
    await fixture.sync();
    await fixture.sync();
    expect(tree.takeTold().filter((id) => id.startsWith('=') || id === 'b/3')).toEqual([
      '=a',
      '=a',
      '=a/c',
      '=a/c',
      '=root',
      '=root',
      'b/3',
      'b/3',
    ]);
  });

  it('is told again when it comes back as it was, after a sync that was broken off', async () => {
    await open();
    const before = new Map(tree.entries);
    tree.addFile('a/1', 'a', '2');
    // The root, its unchanged listing, a checkpoint, the unchanged `b`, a checkpoint; then all of `a` but its end.
    tree.breaksAfter = 8;
    expect(await fixture.sync()).toMatchObject({ status: 'failed' });
    for (const [id, entry] of before) tree.entries.set(id, entry);
    await fixture.sync();
    await fixture.sync();
    await expectEqual(fixture, tree);
  });

  it('has a digest that can be kept, or its reading fails and says why', async () => {
    await open();
    tree.addFile('b/1', 'b', '2');
    tree.digestLength = 81;
    expect(await fixture.sync()).toMatchObject({
      status: 'failed',
      error: { kind: 'internal', message: expect.stringContaining('more than 80 characters') },
    });
    tree.digestLength = 80;
    expect(await fixture.sync()).toMatchObject({ status: 'success' });
    await expectEqual(fixture, tree);
  });

  it('is told when a document of it left without its listing', async () => {
    await open({
      async *fetchDocuments(_context, wanted) {
        for (const { id } of wanted) yield { type: 'delete', id };
      },
    });
    await fixture.database.transaction((sql) =>
      sql.run("UPDATE placements SET state = 2 WHERE document_id IN (SELECT id FROM documents WHERE title = 'b/2')"),
    );
    await fixture.sync();
    expect(tree.takeTold()).toEqual(['=a', '=a/c', '=root', 'b/1', 'b/2', 'root']);
    await expectEqual(fixture, tree);
  });
});

const names = ['a', 'b', 'c', 'd'];
const step = record({
  what: integer({ min: 0, max: 6 }),
  one: integer({ min: 0, max: 40 }),
  other: integer({ min: 0, max: 40 }),
  breaks: option(integer({ min: 0, max: 40 }), { freq: 3 }),
  dies: option(integer({ min: 1, max: 60 }), { freq: 3 }),
});

it('equals the source in the end, whatever changed, came back as it was, broke off or died', async () => {
  await assert(
    asyncProperty(arrayOf(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const place = makeSqlitePlace();
      const clock = createManualClock();
      const dying = createDyingDatabase();
      const tree = new ListedTree();
      const wrap: Parameters<typeof openSyncFixture>[0]['wrap'] = (database) => dying.wrap(database);
      const fixture = await openSyncFixture({ url: place.url, clock, connector: tree.connector, extractor, wrap });
      try {
        for (const name of names) tree.addFolder(name);
        for (const name of names) for (const n of [1, 2, 3]) tree.addFile(`${name}/${n}`, name);
        let remembered = new Map(tree.entries);
        await fixture.sync();
        let versions = 1;
        for (const { what, one, other, breaks, dies } of steps) {
          const ids = [...tree.entries.keys()].filter((id) => id !== 'root');
          const id = ids[one % ids.length] ?? '';
          const folders = ids.filter((candidate) => !tree.entries.get(candidate)?.file);
          const folder = folders[other % (folders.length + 1)] ?? 'root';
          const entry = tree.entries.get(id);
          versions += 1;
          if (what === 0 && entry?.file) tree.addFile(id, entry.parent ?? 'root', String(versions));
          else if (what === 1) tree.addFile(`${folder}/new ${versions}`, folder);
          else if (what === 2 && ids.length > 6) tree.remove(id);
          else if (what === 3 && entry?.file) tree.entries.set(id, { ...entry, parent: folder });
          else if (what === 4) remembered = new Map(tree.entries);
          else if (what === 5) {
            tree.entries.clear();
            for (const [key, value] of remembered) tree.entries.set(key, value);
          }
          tree.breaksAfter = breaks ?? undefined;
          dying.dieAfter(dies ?? undefined);
          await fixture.sync(what === 6 ? 'full' : 'incremental', { batch: { documents: 3 } }).catch(() => undefined);
          dying.dieAfter(undefined);
          await clock.advance(2 * day);
        }
        tree.breaksAfter = undefined;
        // The first one may go on with a listing that was begun before the last change.
        for (const _ of [1, 2]) {
          expect(await fixture.sync()).toMatchObject({ status: 'success' });
          await clock.advance(2 * day);
        }
        await expectEqual(fixture, tree);
        expect(await fixture.problems(true)).toEqual([]);
      } finally {
        await fixture.close();
        await place.remove();
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);
