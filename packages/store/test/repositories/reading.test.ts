import type { Lease } from '@acequia/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChangeLog, changeFeed, Documents, Failures } from '../../src/index.ts';
import { engines, openTestStore, type TestStore } from './test-store.ts';
import { inline, reuse, shared, sync, type TestSync } from './test-sync.ts';

describe.each(engines)('reading on $engine', ({ makePlace }) => {
  let test: TestStore;
  let source: number;
  beforeAll(async () => {
    test = await openTestStore(makePlace);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    source = (await test.makeSource()).id;
  });
  const documents = (tenantId = 1) => new Documents(test.open.database, tenantId);
  const titles = async (query: Parameters<Documents['list']>[0]) =>
    (await documents().list({ dataSourceId: source, ...query })).documents.map(({ title }) => title);

  describe('documents', () => {
    it('have paths from the top, whatever order they came in', async () => {
      await sync(test, source, async ({ document, commit }, lease) => {
        const folder = (id: string, parent?: string) =>
          document(id, { title: id.toUpperCase(), container: true, content: { state: 'none' }, parent });
        await commit(lease, [document('file', { parent: 'c' }), folder('c', 'b'), folder('b', 'a'), folder('a')]);
        await commit(lease, [
          document('lost', { parent: 'nowhere' }),
          folder('x', 'y'),
          folder('y', 'x'),
          document('round', { parent: 'x' }),
        ]);
      });
      const { documents: found, total } = await documents().list({ dataSourceId: source });
      expect(total).toBe(3);
      expect(found.map(({ path }) => path)).toEqual(['A/B/C/Title of file', 'Title of lost', 'Y/X/Title of round']);
      const all = await documents().list({ dataSourceId: source, containers: true });
      expect(all.total).toBe(8);
    });

    it('end a path of 1,000 levels', async () => {
      await sync(test, source, async ({ document, commit }, lease) => {
        const deep = Array.from({ length: 1000 }, (_, i) =>
          document(`f${i}`, {
            title: 'f',
            container: true,
            content: { state: 'none' },
            ...(i > 0 && { parent: `f${i - 1}` }),
          }),
        );
        await commit(lease, [...deep, document('leaf', { title: 'leaf', parent: 'f999' })]);
      });
      const [leaf] = (await documents().list({ dataSourceId: source })).documents;
      expect(leaf?.path.split('/').length).toBeLessThanOrEqual(256);
      expect(leaf?.path.endsWith('f/leaf')).toBe(true);
    });

    it('are listed in pages and filtered', async () => {
      await sync(test, source, async ({ document, commit }, lease) => {
        await commit(lease, [
          document('1', { title: 'Annual Report 100%' }),
          document('2', { title: 'annual_report' }),
          document('3', { title: 'Jahresbericht', content: { state: 'skipped', reason: 'Too large.' } }),
          document('4', { title: '年度报告 漢字' }),
        ]);
      });
      expect(await titles({ text: 'ANNUAL' })).toEqual(['Annual Report 100%', 'annual_report']);
      expect(await titles({ text: '100%' })).toEqual(['Annual Report 100%']);
      expect(await titles({ text: 'l_r' })).toEqual(['annual_report']);
      expect(await titles({ text: '报告' })).toEqual(['年度报告 漢字']);
      expect(await titles({ text: '!' })).toEqual([]);
      expect(await titles({ content: 'skipped' })).toEqual(['Jahresbericht']);
      const pages: string[] = [];
      for (let after = 0; ; ) {
        const page = await documents().list({ dataSourceId: source, limit: 3, after });
        expect(page.total).toBe(4);
        const last = page.documents.at(-1);
        if (!last) break;
        pages.push(...page.documents.map(({ sourceId }) => sourceId));
        after = last.id;
      }
      expect(pages).toEqual(['1', '2', '3', '4']);
      expect(await titles({ limit: -5 })).toHaveLength(1);
      expect((await documents().list({ dataSourceId: source, content: 'skipped' })).documents[0]?.notes).toEqual([
        'Too large.',
      ]);
    });

    it('are closed to other tenants', async () => {
      await sync(test, source, ({ document, commit }, lease) => commit(lease, [document('a')]));
      const [found] = (await documents().list({ dataSourceId: source })).documents;
      const id = found?.id ?? 0;
      expect(await documents().get(id)).toBeDefined();
      expect(await documents(2).get(id)).toBeUndefined();
      expect(await documents(2).list({ dataSourceId: source })).toEqual({ documents: [], total: 0 });
      expect((await documents(2).find([id])).size).toBe(0);
      expect([...(await documents().find([id, 999_999])).keys()]).toEqual([id]);
    });

    it('come with text, fields and notes, also where another document brought the text', async () => {
      const large = 'Shared text. '.repeat(10);
      await sync(test, source, async ({ document, commit }, lease) => {
        const first = { ...shared(large), fields: { pages: 3, lang: 'en' }, warnings: ['A table was cut.'] };
        await commit(lease, [
          document('first', {
            content: first as ReturnType<typeof shared>,
            details: { fields: { lang: 'de' }, authors: ['Ä'] },
          }),
        ]);
        await commit(lease, [document('second', { content: reuse(large) })]);
      });
      const { documents: found } = await documents().list({ dataSourceId: source });
      const [first, second] = await Promise.all(found.map(({ id }) => documents().get(id)));
      expect(first).toMatchObject({
        markdown: large,
        fields: { pages: 3, lang: 'de' },
        authors: ['Ä'],
        notes: ['A table was cut.'],
      });
      expect(second).toMatchObject({
        markdown: large,
        fields: { pages: 3, lang: 'en' },
        authors: [],
        notes: ['A table was cut.'],
      });
      const rows = await test.open.database.reader.all('SELECT 1 FROM blobs WHERE tenant_id = 1');
      expect(rows).toHaveLength(1);
    });
  });

  describe('failures', () => {
    const failure = (running: TestSync, id: string, kind: 'transient' | 'unreadable') => ({
      key: running.store.keyOf(id),
      id,
      title: `Title of ${id}`,
      error: { kind, message: `${id} went wrong`, remedy: 'Try again.' },
    });
    const failed = { kind: 'transient', message: 'No answer' } as const;
    const fill = (running: TestSync, lease: Lease) =>
      running.commit(
        lease,
        [
          running.document('folder', { title: 'Folder', container: true, content: { state: 'none' } }),
          running.document('pending', { parent: 'folder', content: { state: 'pending' } }),
          running.document('content', {
            parent: 'folder',
            content: { state: 'failed', error: failed, attempts: 2, nextAt: test.clock.time + 500 },
          }),
        ],
        { failures: [failure(running, 'listing', 'transient'), failure(running, 'broken', 'unreadable')] },
      );

    it('are listed with what to do, retried and ignored', async () => {
      await sync(test, source, fill);
      const failures = new Failures(test.open.database, 1, test.clock);
      const list = async () => new Map((await failures.list(source)).map((one) => [one.id, one]));
      const before = await list();
      expect(before.get('content')).toMatchObject({
        path: 'Folder/Title of content',
        kind: 'transient',
        message: 'No answer',
        attempts: 2,
        nextRetryAt: test.clock.time + 500,
      });
      expect(before.get('pending')).toMatchObject({ kind: undefined, ignored: false });
      expect(before.get('broken')).toMatchObject({ kind: 'unreadable', remedy: 'Try again.', nextRetryAt: undefined });
      expect(before.get('listing')).toMatchObject({ path: 'Title of listing', attempts: 1 });
      expect((await failures.counts()).get(source)).toEqual({ failed: 3, pending: 1, ignored: 0 });

      for (const change of ['ignore', 'retry'] as const) {
        await expect(failures[change](source, ['content', 'unknown', 'folder'])).rejects.toMatchObject({
          code: 'not_found',
          message: expect.stringMatching(/: "unknown", "folder"$/),
        });
      }
      expect((await list()).get('content')).toMatchObject(before.get('content') ?? {});
      expect(await failures.ignore(source, ['content'])).toBe(1);
      expect((await list()).get('content')).toMatchObject({ ignored: true, nextRetryAt: undefined });
      expect((await failures.counts()).get(source)).toEqual({ failed: 2, pending: 1, ignored: 1 });
      expect(await failures.retry(source)).toBe(3);
      expect((await list()).get('broken')?.nextRetryAt).toBe(test.clock.time);
      await sync(test, source, async ({ store }, lease) => {
        const due = await store.due(lease, test.clock.time, undefined, 100);
        expect(due.map(({ id }) => id).sort()).toEqual(['broken', 'listing', 'pending']);
      });
      expect(await failures.retry(source, ['content', 'content'])).toBe(1);
      expect((await list()).get('content')).toMatchObject({ ignored: false, nextRetryAt: test.clock.time });
      expect(await failures.list(source, 1)).toHaveLength(1);
    });

    it('are closed to other tenants', async () => {
      await sync(test, source, fill);
      const foreign = new Failures(test.open.database, 2, test.clock);
      expect(await foreign.list(source)).toEqual([]);
      expect(await foreign.counts()).toEqual(new Map());
      await expect(foreign.retry(source)).rejects.toMatchObject({ code: 'not_found' });
      await expect(foreign.ignore(source, ['content'])).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  describe('the change log', () => {
    it('has each document once, at its last change, with its text', async () => {
      const log = new ChangeLog(test.open.database, 1);
      expect(await log.changesAfter(source, 0, 10, 1000)).toEqual([]);
      expect(await log.latestSeq(source)).toBe(0);
      await sync(test, source, async ({ document, commit }, lease) => {
        await commit(lease, [
          document('a'),
          document('b'),
          document('f', { container: true, content: { state: 'none' } }),
        ]);
        await commit(lease, [document('a', { content: inline('new') })]);
      });
      const changes = await log.changesAfter(source, 0, 10, 1000);
      expect(changes.map(({ seq, document, markdown }) => [seq, document.sourceId, markdown])).toEqual([
        [2, 'b', 'Text of b'],
        [3, 'f', undefined],
        [4, 'a', 'new'],
      ]);
      expect(await log.latestSeq(source)).toBe(4);
      expect(await log.changesAfter(source, 4, 10, 1000)).toEqual([]);
    });

    it('is read in pages of so many documents and bytes, but never of none', async () => {
      await sync(test, source, async ({ document, commit }, lease) => {
        const sizes = [10, 10, 5000, 10, 10, 10];
        await commit(
          lease,
          sizes.map((size, i) => document(`d${i}`, { content: inline('ü'.repeat(size / 2)) })),
        );
      });
      const log = new ChangeLog(test.open.database, 1);
      const pages: number[] = [];
      for (let seq = 0; ; ) {
        const page = await log.changesAfter(source, seq, 3, 25);
        const last = page.at(-1);
        if (!last) break;
        pages.push(page.length);
        seq = last.seq;
      }
      expect(pages).toEqual([2, 1, 2, 1]);
    });

    it('is closed to other tenants', async () => {
      await sync(test, source, ({ document, commit }, lease) => commit(lease, [document('a')]));
      const foreign = new ChangeLog(test.open.database, 2);
      expect(await foreign.changesAfter(source, 0, 10, 1000)).toEqual([]);
      expect(await foreign.latestSeq(source)).toBe(0);
    });

    it('is what a follower is fed with', async () => {
      await sync(test, source, async ({ document, commit }, lease) => {
        await commit(lease, [document('a'), document('f', { container: true, content: { state: 'none' } })]);
      });
      const feed = changeFeed({ database: test.open.database, tenantId: 1, changed: async () => undefined });
      expect(await feed.dataSources()).toContain(source);
      expect(await feed.latest(source)).toBe(2);
      const next = await feed.next(source, 0, { documents: 10, bytes: 1000 });
      expect(next).toEqual([
        { documentId: expect.any(Number), dataSourceId: source, seq: 1, title: 'Title of a', markdown: 'Text of a' },
        { documentId: expect.any(Number), dataSourceId: source, seq: 2, title: 'Title of f', markdown: '' },
      ]);
    });
  });
});
