import { noCounts } from '@acequia/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginSync, DataSources, finishSync, KnowledgeBases, newOwner, SyncLogs } from '../../src/index.ts';
import { engines, openTestStore, type TestStore } from './test-store.ts';
import { startSync, sync } from './test-sync.ts';

describe.each(engines)('repositories on $engine', ({ makePlace }) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore(makePlace);
  });
  afterAll(() => test.close());
  const bases = (tenantId = 1) => new KnowledgeBases(test.open, tenantId, test.clock);
  const sources = (tenantId = 1) => new DataSources(test.open, tenantId, test.clock);

  describe('knowledge bases', () => {
    it('are made, found, renamed and removed', async () => {
      const made = await bases().create('  Händbuch 漢字😀 ');
      expect(made).toEqual({
        id: expect.any(Number),
        name: 'Händbuch 漢字😀',
        createdAt: test.clock.time,
        updatedAt: test.clock.time,
      });
      expect(await bases().find(made.id)).toEqual(made);
      expect(await bases().find('Händbuch 漢字😀 ')).toEqual(made);
      await bases().rename(made.id, 'Manual');
      expect((await bases().list()).map(({ name }) => name)).toContain('Manual');
      await bases().remove(made.id);
      expect(await bases().find(made.id)).toBeUndefined();
      await expect(bases().remove(made.id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(bases().rename(made.id, 'x')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('have names of their own, byte for byte, in each tenant', async () => {
      const names = ['resume', 'Resume', 'résumé', 're\u0301sume\u0301'];
      for (const name of names) await bases().create(name);
      for (const name of names) expect((await bases().find(name))?.name).toBe(name);
      await expect(bases().create('resume ')).rejects.toMatchObject({ code: 'name_taken' });
      const resume = await bases().find('resume');
      await expect(bases().rename(resume?.id ?? 0, 'Resume')).rejects.toMatchObject({ code: 'name_taken' });
      await bases(2).create('resume');
      expect((await bases(2).list()).map(({ name }) => name)).toEqual(['resume']);
    });

    it.each(['', ' \t', 'x'.repeat(191), 'a\nb', 'a\u0000', 'a\ud800'])('cannot be named %j', async (name) => {
      await expect(bases().create(name)).rejects.toMatchObject({ code: 'bad_config' });
    });

    it('may have 190 characters of four bytes', async () => {
      const name = '😀'.repeat(190);
      expect((await bases().create(name)).name).toBe(name);
    });

    it('are closed to other tenants', async () => {
      const { id } = await bases().create('mine');
      expect(await bases(2).find(id)).toBeUndefined();
      expect(await bases(2).find('mine')).toBeUndefined();
      await expect(bases(2).rename(id, 'theirs')).rejects.toMatchObject({ code: 'not_found' });
      await expect(bases(2).remove(id)).rejects.toMatchObject({ code: 'not_found' });
      expect((await bases().find(id))?.name).toBe('mine');
    });

    it('with data sources are not removed', async () => {
      const { knowledgeBaseId } = await test.makeSource();
      await expect(bases().remove(knowledgeBaseId)).rejects.toMatchObject({ code: 'not_empty' });
    });

    it('made at the same time with one name: one of them is', async () => {
      const all = await Promise.allSettled(Array.from({ length: 5 }, () => bases().create('contested')));
      expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const one of all) {
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'name_taken' });
      }
    });
  });

  describe('data sources', () => {
    it('are made with defaults and keep what they were given', async () => {
      const base = await bases().create('for sources');
      const draft = {
        name: 'wiki',
        knowledgeBaseId: base.id,
        type: 'test',
        settings: { url: 'https://example.com', deep: { list: [1, null, '漢字😀', 'a\ud800'] } },
        picks: ['SPACE', 'space ', 'x\u0000'],
        filters: { include: ['**/*.md'], maxSize: 100 },
        schedule: { incremental: '*/5 * * * *' },
      };
      const made = await sources().create(draft);
      expect(made).toMatchObject({
        ...draft,
        knowledgeBaseName: 'for sources',
        syncMode: 'incremental',
        status: 'active',
        conflictStrategy: 'overwrite',
        syncDeletions: true,
        syncLogRetentionDays: 30,
        credentialsConfigured: false,
        totalDocuments: 0,
        seq: 0,
      });
      expect(await sources().find('wiki')).toEqual(made);
      expect(await sources().list(base.id)).toEqual([made]);
      expect(await sources().list(99_999)).toEqual([]);
    });

    it('change only in what is given', async () => {
      const made = await test.makeSource();
      test.clock.time += 1000;
      const updated = await sources().update(made.id, {
        settings: { a: 1 },
        syncDeletions: false,
        schedule: undefined,
      });
      expect(updated).toEqual({ ...made, settings: { a: 1 }, syncDeletions: false, updatedAt: test.clock.time });
      test.clock.time += 1000;
      expect(await sources().update(made.id, { settings: { a: 1 } })).toEqual(updated);
      const other = await test.makeSource();
      await expect(sources().update(other.id, { name: made.name })).rejects.toMatchObject({ code: 'name_taken' });
      await expect(sources().update(99_999, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    });

    it('are closed to other tenants, as are their knowledge bases', async () => {
      const mine = await test.makeSource();
      expect(await sources(2).find(mine.id)).toBeUndefined();
      expect(await sources(2).find(mine.name)).toBeUndefined();
      expect((await sources(2).list()).map(({ id }) => id)).not.toContain(mine.id);
      await expect(sources(2).update(mine.id, { name: 'stolen' })).rejects.toMatchObject({ code: 'not_found' });
      const theirs = await test.makeSource(2);
      const intoMine = { knowledgeBaseId: mine.knowledgeBaseId };
      await expect(sources(2).update(theirs.id, intoMine)).rejects.toMatchObject({ code: 'not_found' });
      await expect(sources(2).create({ ...theirs, name: 'new', ...intoMine })).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    it('stay paused while a sync ends, and keep the status that a sync set', async () => {
      const { id } = await test.makeSource();
      const running = await startSync(test, id);
      await sources().update(id, { status: 'paused' });
      await running.finish();
      expect((await sources().find(id))?.status).toBe('paused');
    });
  });

  describe('sync logs', () => {
    it('tell what a sync did, the latest first', async () => {
      const { id, name } = await test.makeSource();
      const logs = new SyncLogs(test.open.database, 1);
      await sync(test, id, ({ document, commit }, lease) =>
        commit(lease, [document('a')], { counts: { ...noCounts(), total: 1, created: 1, bytes: 5_000_000_000 } }),
      );
      const running = await startSync(test, id);
      const [second, first] = await logs.list({ dataSourceId: id });
      expect(second).toMatchObject({ status: 'running', dataSourceName: name, finishedAt: undefined });
      expect(first).toMatchObject({
        status: 'success',
        finishedAt: test.clock.time,
        kind: 'incremental',
        trigger: 'manual',
        slices: [],
      });
      expect(first?.counts).toMatchObject({ total: 1, created: 1 });
      expect((await logs.latest([id])).get(id)).toEqual(second);
      expect(await logs.find(first?.id ?? 0)).toEqual(first);
      expect(await logs.list({ dataSourceId: id, before: second?.id, limit: 1 })).toEqual([first]);
      const foreign = new SyncLogs(test.open.database, 2);
      expect(await foreign.find(first?.id ?? 0)).toBeUndefined();
      expect(await foreign.list({ dataSourceId: id })).toEqual([]);
      expect((await foreign.latest([id])).size).toBe(0);
      await running.finish();
    });

    it('tell why a sync failed, and that the process of another is gone', async () => {
      const { id } = await test.makeSource();
      const { database } = test.open;
      const logs = new SyncLogs(database, 1);
      const begin = () =>
        beginSync({
          database,
          clock: test.clock,
          tenantId: 1,
          dataSourceId: id,
          owner: newOwner(),
          kind: 'full',
          trigger: 'schedule',
        });
      await begin();
      test.clock.time += 61_000;
      const scope = await begin();
      const error = { kind: 'auth', message: 'Refused.', remedy: 'Log in again.' } as const;
      const slice = { id: 's', title: 'S', status: 'failed', error } as const;
      await finishSync(scope, { status: 'failed', counts: noCounts(), slices: [slice], error });
      const [failed, gone] = await logs.list({ dataSourceId: id });
      expect(failed).toMatchObject({ status: 'failed', error, slices: [slice] });
      expect(gone).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('gone') } });
      expect(await sources().find(id)).toMatchObject({ status: 'needs_reauth', error });
    });

    it('are removed when they are old, but for the latest', async () => {
      const { id } = await test.makeSource();
      const logs = new SyncLogs(test.open.database, 1);
      for (let i = 0; i < 3; i += 1) await sync(test, id, async () => undefined);
      const month = 30 * 24 * 60 * 60 * 1000;
      await logs.removeOld(test.clock.time + month);
      expect(await logs.list({ dataSourceId: id })).toHaveLength(3);
      expect(await logs.removeOld(test.clock.time + month + 1)).toBeGreaterThanOrEqual(2);
      expect(await logs.list({ dataSourceId: id })).toHaveLength(1);
    });
  });
});
