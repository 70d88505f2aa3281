import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  changeFeed,
  DataSources,
  Documents,
  deleteDataSource,
  finishDeletions,
  generateKey,
  openVault,
} from '../../src/index.ts';
import { engines, openTestStore, type TestStore } from './test-store.ts';
import { shared, startSync, sync } from './test-sync.ts';

const tables = ['documents', 'slices', 'retries', 'sync_logs', 'credentials'];
const text = 'A text that documents share. '.repeat(20);
const names = (n: number) => Array.from({ length: n }, (_, i) => `d${i}`);

describe.each(engines)('deleting a data source on $engine', ({ makePlace }) => {
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
    const sql = `SELECT COUNT(*) AS n FROM ${statement}`;
    const [row] = await test.open.database.reader.all<{ n: number }>(sql, parameters);
    return Number(row?.n);
  };
  const fill = async (id: number, n: number) => {
    await sync(test, id, async ({ document, commit, store }, lease) => {
      const failures = [{ key: store.keyOf('bad'), id: 'bad', error: { kind: 'transient', message: 'no' } as const }];
      await commit(
        lease,
        names(n).map((name) => document(name, { alias: `alias ${name}`, content: shared(`${name} ${text}`) })),
        { failures, relists: ['x'] },
      );
    });
    await openVault({ database: test.open.database, keys: [generateKey()] }).put(1, id, { token: 'secret' });
  };

  it('takes everything that belongs to it and nothing else', async () => {
    const other = (await test.makeSource()).id;
    await fill(source, 1500);
    await fill(other, 3);
    const left = async (id: number) =>
      Promise.all(tables.map((table) => count(`${table} WHERE data_source_id = ?`, id)));
    const before = await left(other);
    await test.deleteSource(source);
    expect(await left(source)).toEqual(tables.map(() => 0));
    expect(await left(other)).toEqual(before);
    for (const table of ['bodies', 'placements', 'aliases']) {
      expect(await count(`${table} x WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = x.document_id)`)).toBe(0);
    }
    expect(await count('seen_marks m WHERE NOT EXISTS (SELECT 1 FROM slices s WHERE s.id = m.slice_id)')).toBe(0);
    expect(await count('blobs')).toBe(3);
    expect(await new DataSources(test.open, 1).find(source)).toBeUndefined();
    expect(await new Documents(test.open.database, 1).list({ dataSourceId: other })).toMatchObject({ total: 3 });
    await test.deleteSource(other);
  });

  it('is not deleted while a sync runs, or for another tenant', async () => {
    const running = await startSync(test, source);
    await expect(test.deleteSource(source)).rejects.toMatchObject({
      code: 'sync_running',
      syncLogId: running.scope.syncLogId,
    });
    await running.finish();
    await expect(test.deleteSource(source, 2)).rejects.toMatchObject({ code: 'not_found' });
    expect(await new DataSources(test.open, 1).find(source)).toBeDefined();
    await test.deleteSource(source);
    await expect(test.deleteSource(source)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('whose deletion died is gone for everyone, frees its name, and is finished later', async () => {
    await fill(source, 5);
    const { database } = test.open;
    const { name } = (await new DataSources(test.open, 1).find(source)) ?? { name: '' };
    const dying = {
      ...database,
      transaction: (work: Parameters<typeof database.transaction>[0]) =>
        database.transaction((sql) =>
          work({
            ...sql,
            run: (statement, parameters) => {
              if (statement.includes('FROM bodies')) throw new Error('killed');
              return sql.run(statement, parameters);
            },
          }),
        ) as Promise<never>,
    };
    await expect(
      deleteDataSource({ database: dying, clock: test.clock, tenantId: 1, dataSourceId: source }),
    ).rejects.toThrow('killed');
    expect(await count('credentials WHERE data_source_id = ?', source)).toBe(0);
    expect(await new DataSources(test.open, 1).find(source)).toBeUndefined();
    expect((await new Documents(database, 1).list({ dataSourceId: source })).total).toBe(0);
    const feed = changeFeed({ database, tenantId: 1, changed: async () => undefined });
    expect(await feed.dataSources()).not.toContain(source);
    const again = await new DataSources(test.open, 1).create({
      name,
      knowledgeBaseId: (await test.makeSource()).knowledgeBaseId,
      type: 'test',
      settings: {},
      picks: [],
      filters: {},
    });
    expect(again.name).toBe(name);
    expect(await finishDeletions({ database, clock: test.clock, tenantId: 1 })).toBe(1);
    expect(await count('documents WHERE data_source_id = ?', source)).toBe(0);
    expect(await count('data_sources WHERE id = ?', source)).toBe(0);
  });
});
