import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ChangeLog,
  collectBlobs,
  DataSources,
  Documents,
  purgeTombstones,
  WithheldDeletions,
} from '../../src/index.ts';
import { engines, openTestStore, type TestStore } from './test-store.ts';
import { reuse, shared, startSync, sync } from './test-sync.ts';

const text = 'A text that documents share. '.repeat(20);

describe.each(engines)('deleting on $engine', ({ makePlace }) => {
  let test: TestStore;
  let source: number;
  beforeAll(async () => {
    test = await openTestStore(makePlace);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    source = (await test.makeSource()).id;
  });
  const count = async (statement: string, ...parameters: number[]) => {
    const [row] = await test.open.database.reader.all<{ n: number }>(
      `SELECT COUNT(*) AS n FROM ${statement}`,
      parameters,
    );
    return Number(row?.n);
  };
  const live = async () => (await new Documents(test.open.database, 1).list({ dataSourceId: source })).total;
  const withheld = (tenantId = 1) => new WithheldDeletions(test.open.database, tenantId, test.clock);
  const names = (n: number) => Array.from({ length: n }, (_, i) => `d${i}`);

  /** `n` documents in a folder, all of which leave; `hold` withholds them. */
  const empty = async (n: number, hold = true) => {
    await sync(test, source, async ({ document, commit }, lease) => {
      const folder = document('folder', { title: 'Folder', container: true, content: { state: 'none' } });
      await commit(lease, [folder, ...names(n).map((id) => document(id, { parent: 'folder' }))]);
    });
    await sync(test, source, async ({ store, commit, rows }, lease) => {
      await commit(lease, [], { departed: await rows(lease, ['folder', ...names(n)]) });
      await store.endPass(lease, true);
      if (hold) expect(await store.withhold()).toBe(n);
      while (!(await store.applyDepartures(1000)).done) {
        // The next thousand.
      }
    });
  };

  describe('withheld deletions', () => {
    it('wait for a person and go when they are approved', async () => {
      await empty(30);
      const waiting = await withheld().list(source, 2);
      expect(waiting).toMatchObject({ total: 30, liveDocuments: 30 });
      expect(waiting.documents.map(({ path }) => path)).toEqual(['Folder/Title of d0', 'Folder/Title of d1']);
      await expect(withheld().approve(source, 29)).rejects.toMatchObject({ code: 'more_than_approved' });
      expect(await live()).toBe(30);
      expect(await withheld().approve(source, 30)).toBe(30);
      expect(await live()).toBe(0);
      expect(await withheld().list(source)).toMatchObject({ total: 0, liveDocuments: 0, documents: [] });
      expect(await withheld().approve(source, 30)).toBe(0);
      const log = new ChangeLog(test.open.database, 1);
      const changes = await log.changesAfter(source, 31, 100, 1e6);
      expect(changes.filter(({ deleted }) => deleted)).toHaveLength(31);
      expect(await log.latestSeq(source)).toBe(changes.at(-1)?.seq);
    });

    it('are approved in several transactions when they are many', async () => {
      await empty(2300);
      expect(await withheld().approve(source, 2300)).toBe(2300);
      expect(await live()).toBe(0);
      expect(await count('placements p JOIN slices s ON s.id = p.slice_id WHERE s.data_source_id = ?', source)).toBe(0);
    });

    it('are kept when they are rejected, until the source shows them again', async () => {
      await empty(30);
      expect(await withheld().reject(source)).toBe(30);
      expect(await withheld().list(source)).toMatchObject({ total: 0, liveDocuments: 30 });
      await sync(test, source, async ({ store }) => {
        expect((await store.departures()).documents).toBe(0);
        expect(await store.applyDepartures(1000)).toEqual({ deleted: 0, done: true });
      });
      expect(await live()).toBe(30);
      await sync(test, source, async ({ store, document, commit, rows }, lease) => {
        await commit(lease, [document('d0')]);
        await commit(lease, [], { departed: await rows(lease, ['d0']) });
        await store.endPass(lease, true);
        await store.applyDepartures(1000);
      });
      expect(await live()).toBe(29);
    });

    it('do not count what came back', async () => {
      await empty(3);
      await sync(test, source, ({ document, commit }, lease) => commit(lease, [document('d1')]));
      expect((await withheld().list(source)).documents.map(({ sourceId }) => sourceId)).toEqual(['d0', 'd2']);
      expect(await withheld().approve(source, 2)).toBe(2);
      expect(await live()).toBe(1);
    });

    it('wait while a sync runs, and are closed to other tenants', async () => {
      await empty(3);
      const running = await startSync(test, source);
      await expect(withheld().approve(source, 3)).rejects.toMatchObject({ code: 'sync_running' });
      await running.finish();
      const other = withheld(2);
      for (const refused of [() => other.list(source), () => other.approve(source, 3), () => other.reject(source)]) {
        await expect(refused()).rejects.toMatchObject({ code: 'not_found' });
      }
      expect(await live()).toBe(3);
    });
  });

  describe('tombstones', () => {
    it('keep their text and come back without it being written again', async () => {
      await empty(2, false);
      expect(await live()).toBe(0);
      const log = new ChangeLog(test.open.database, 1);
      const deleted = await log.changesAfter(source, 0, 100, 1e6);
      expect(deleted.map((change) => [change.deleted, change.markdown])).toEqual([
        [true, undefined],
        [true, undefined],
        [true, undefined],
      ]);
      await sync(test, source, ({ document, commit }, lease) =>
        commit(lease, [document('d0', { content: { state: 'keep' } })]),
      );
      const [back] = await log.changesAfter(source, (await log.latestSeq(source)) - 1, 100, 1e6);
      expect(back).toMatchObject({
        deleted: false,
        markdown: 'Text of d0',
        document: { sourceId: 'd0', content: 'ready' },
      });
      expect(await new DataSources(test.open, 1).find(source)).toMatchObject({ totalDocuments: 1 });
    });

    it('are purged when they are old and all followers have passed them', async () => {
      await empty(1200, false);
      const purge = (before: number, passed: number) =>
        purgeTombstones({
          database: test.open.database,
          clock: test.clock,
          tenantId: 1,
          before,
          passed: async (id) => (id === source ? passed : 0),
        });
      const latest = await new ChangeLog(test.open.database, 1).latestSeq(source);
      expect(await purge(test.clock.time, latest)).toBe(0);
      expect(await purge(test.clock.time + 1, 0)).toBe(0);
      const running = await startSync(test, source);
      expect(await purge(test.clock.time + 1, latest)).toBe(0);
      await running.finish();
      expect(await purge(test.clock.time + 1, latest - 1)).toBe(1200);
      expect(await purge(test.clock.time + 1, latest)).toBe(1);
      expect(await count('documents WHERE data_source_id = ?', source)).toBe(0);
      expect(await count('bodies b WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = b.document_id)')).toBe(0);
      expect(await new ChangeLog(test.open.database, 1).latestSeq(source)).toBe(latest);
    });
  });

  describe('shared texts', () => {
    it('are kept while a document refers to them, and collected then', async () => {
      const other = (await test.makeSource()).id;
      await sync(test, source, ({ document, commit }, lease) =>
        commit(lease, [document('a', { content: shared(text) })]),
      );
      await sync(test, other, ({ document, commit }, lease) =>
        commit(lease, [document('b', { content: reuse(text) })]),
      );
      expect(await collectBlobs(test.open.database, 1)).toBe(0);
      await test.deleteSource(source);
      expect(await count('blobs')).toBe(1);
      await sync(test, other, ({ document, commit }, lease) => commit(lease, [document('b')]));
      expect(await collectBlobs(test.open.database, 2)).toBe(0);
      expect(await collectBlobs(test.open.database, 1)).toBe(1);
      expect(await count('blobs')).toBe(0);
    });

    it('are collected in batches, and stay for tombstones', async () => {
      await sync(test, source, async ({ document, commit }, lease) => {
        const documents = names(1100).map((id) => document(id, { content: shared(`${id} ${text}`) }));
        await commit(lease, documents);
        await commit(
          lease,
          names(1098).map((id) => document(id)),
        );
      });
      await sync(test, source, async ({ store, commit, rows }, lease) => {
        await commit(lease, [], { departed: await rows(lease, ['d1099']) });
        await store.endPass(lease, true);
        await store.applyDepartures(10);
      });
      expect(await collectBlobs(test.open.database, 1)).toBe(1098);
      expect(await count('blobs')).toBe(2);
      await test.deleteSource(source);
      expect(await count('blobs')).toBe(0);
    });

    it('that a sync was about to use and that went meanwhile are fetched again', async () => {
      await sync(test, source, async ({ document, commit, store }, lease) => {
        await commit(lease, [document('a', { content: shared(text) })]);
        const { sharedAs } = reuse(text) as { sharedAs: string };
        expect(await store.hasText(sharedAs)).toBeDefined();
        await commit(lease, [document('a')]);
        expect(await collectBlobs(test.open.database, 1)).toBe(1);
        await commit(lease, [document('late', { content: reuse(text) })]);
        const due = await store.due(lease, test.clock.time, undefined, 10);
        expect(due.map(({ id }) => id)).toEqual(['late']);
      });
      const { documents } = await new Documents(test.open.database, 1).list({
        dataSourceId: source,
        content: 'pending',
      });
      expect(documents.map(({ sourceId }) => sourceId)).toEqual(['late']);
    });
  });
});
