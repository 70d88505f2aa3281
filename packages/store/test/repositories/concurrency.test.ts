import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangeLog, Documents } from '../../src/index.ts';
import { tombstone } from '../../src/sync/tombstone.ts';
import { engines, openTestStore, type TestStore } from './test-store.ts';
import { startSync } from './test-sync.ts';

describe.each(engines)('many at once on $engine', ({ makePlace }) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore(makePlace);
  });
  afterAll(() => test.close());

  it('lets no reader of the change log miss a change of four writers', async () => {
    const { id } = await test.makeSource();
    const slices = ['a', 'b', 'c', 'd'];
    const running = await startSync(test, id, slices);
    const log = new ChangeLog(test.open.database, 1);
    const seen: number[] = [];
    const names = new Set<string>();
    let writing = true;
    const read = async () => {
      const changes = await log.changesAfter(id, seen.at(-1) ?? 0, 7, 1e6);
      for (const { seq, document } of changes) {
        seen.push(seq);
        names.add(document.sourceId);
      }
      return changes.length;
    };
    const reading = (async () => {
      while (writing) await read();
      while ((await read()) > 0) {
        // What was committed last.
      }
    })();
    await Promise.all(
      slices.map(async (slice) => {
        const lease = await running.lease(slice);
        for (let batch = 0; batch < 25; batch += 1) {
          const documents = Array.from({ length: 4 }, (_, i) => running.document(`${slice} ${batch} ${i}`));
          await running.commit(lease, documents, { cursor: batch });
        }
      }),
    ).finally(() => {
      writing = false;
    });
    await reading;
    await running.finish();
    expect(names.size).toBe(400);
    expect(seen).toEqual(Array.from({ length: 400 }, (_, i) => i + 1));
    expect(await log.latestSeq(id)).toBe(400);
  });

  it('stores a document once that slices bring at the same time', async () => {
    const { id } = await test.makeSource();
    const slices = ['a', 'b', 'c', 'd'];
    const running = await startSync(test, id, slices);
    const documents = Array.from({ length: 50 }, (_, i) => running.document(`shared ${i}`));
    await Promise.all(slices.map(async (slice) => running.commit(await running.lease(slice), documents)));
    await running.finish();
    const found = await new Documents(test.open.database, 1).list({ dataSourceId: id });
    expect(found.total).toBe(50);
    const [source] = await test.open.database.reader.all<{ total_documents: number }>(
      'SELECT total_documents FROM data_sources WHERE id = ?',
      [id],
    );
    expect(source?.total_documents).toBe(50);
    const [placed] = await test.open.database.reader.all<{ n: number }>(
      'SELECT COUNT(*) AS n FROM placements p JOIN slices s ON s.id = p.slice_id WHERE s.data_source_id = ?',
      [id],
    );
    expect(placed?.n).toBe(200);
  });

  it('counts a document once that slices bring back at the same time', async () => {
    const { id } = await test.makeSource();
    const slices = ['a', 'b', 'c', 'd'];
    const running = await startSync(test, id, slices);
    const documents = Array.from({ length: 60 }, (_, i) => running.document(`shared ${i}`));
    const [first = '', ...others] = slices;
    const lease = await running.lease(first);
    await running.commit(lease, documents);
    const { reader } = test.open.database;
    const count = async () =>
      (await reader.all<{ n: number }>('SELECT total_documents AS n FROM data_sources WHERE id = ?', [id]))[0]?.n;
    const rows = await running.rows(
      lease,
      documents.map(({ id }) => id),
    );
    const { dataSourceId, syncToken } = running.scope;
    const placed = await reader.all<{ id: number }>('SELECT slice_id AS id FROM placements WHERE document_id = ?', [
      rows[0],
    ]);
    await test.open.database.transaction((sql) =>
      tombstone(
        sql,
        { clock: test.clock, dataSourceId, syncToken },
        rows.map((row) => [placed[0]?.id ?? 0, row]),
      ),
    );
    expect(await count()).toBe(0);
    const leases = [lease, ...(await Promise.all(others.map((slice) => running.lease(slice))))];
    await Promise.all(leases.map((each) => running.commit(each, documents)));
    await running.finish();
    expect(await count()).toBe(60);
  });

  it('rolls one transaction back and keeps the others', async () => {
    const { database } = test.open;
    const add = (name: string) =>
      database.transaction(async (sql) => {
        await sql.insert('tenants', ['name', 'created_at'], [[name, 0]]);
        await sql.all('SELECT COUNT(*) AS n FROM tenants');
        if (name.startsWith('bad')) throw new Error(name);
      });
    const all = await Promise.allSettled(['good 1', 'bad 1', 'good 2', 'bad 2', 'good 3'].map(add));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
    const rows = await database.reader.all<{ name: string }>(
      "SELECT name FROM tenants WHERE name LIKE 'good%' OR name LIKE 'bad%' ORDER BY name",
    );
    expect(rows.map(({ name }) => name)).toEqual(['good 1', 'good 2', 'good 3']);
  });

  it('refuses the writes of a lease that another process took over', async () => {
    const { id } = await test.makeSource();
    const first = await startSync(test, id);
    const stale = await first.lease();
    test.clock.time += 61_000;
    const second = await startSync(test, id);
    const lease = await second.lease();
    await expect(first.commit(stale, [first.document('late')], { cursor: 'late' })).rejects.toMatchObject({
      code: 'stale_lease',
    });
    await second.commit(lease, [second.document('new')]);
    await second.finish();
    const { documents } = await new Documents(test.open.database, 1).list({ dataSourceId: id });
    expect(documents.map(({ sourceId }) => sourceId)).toEqual(['new']);
  });
});

describe('transactions on mariadb', () => {
  const engine = engines.find((one) => one.engine === 'mariadb');
  let test: TestStore;
  beforeAll(async () => {
    if (!engine) throw new Error('no MariaDB');
    test = await openTestStore(engine.makePlace);
    await test.open.database.transaction((sql) =>
      sql.insert(
        'tenants',
        ['id', 'name', 'created_at'],
        [
          [10, 'ten', 0],
          [11, 'eleven', 0],
        ],
      ),
    );
  });
  afterAll(() => test.close());

  it('are run again after a deadlock', async () => {
    const { database } = test.open;
    const { promise: bothHold, resolve } = Promise.withResolvers<void>();
    let holders = 0;
    let runs = 0;
    const cross = (first: number, second: number) =>
      database.transaction(async (sql) => {
        runs += 1;
        await sql.run('UPDATE tenants SET created_at = created_at + 1 WHERE id = ?', [first]);
        holders += 1;
        if (holders === 2) resolve();
        await bothHold;
        await sql.run('UPDATE tenants SET created_at = created_at + 1 WHERE id = ?', [second]);
      });
    await Promise.all([cross(10, 11), cross(11, 10)]);
    expect(runs).toBe(3);
    const rows = await database.reader.all('SELECT created_at FROM tenants WHERE id IN (10, 11)');
    expect(rows).toEqual([{ created_at: 2 }, { created_at: 2 }]);
  });

  it('are run again when their connection is lost', async () => {
    const { database } = test.open;
    let runs = 0;
    await database.transaction(async (sql) => {
      runs += 1;
      await sql.run('UPDATE tenants SET name = ? WHERE id = 10', [`run ${runs}`]);
      if (runs > 1) return;
      const [row] = await sql.all<{ id: number }>('SELECT CONNECTION_ID() AS id');
      await database.reader.all(`KILL ${row?.id}`);
      await sql.run('UPDATE tenants SET created_at = 99 WHERE id = 10');
    });
    expect(runs).toBe(2);
    expect(await database.reader.all('SELECT name FROM tenants WHERE id = 10')).toEqual([{ name: 'run 2' }]);
  });

  it('are run again when the connection was found closed before the next statement', async () => {
    const { database } = test.open;
    let runs = 0;
    await database.transaction(async (sql) => {
      runs += 1;
      if (runs > 1) return;
      const [row] = await sql.all<{ id: number }>('SELECT CONNECTION_ID() AS id');
      await database.reader.all(`KILL ${row?.id}`);
      // The first statement notices the loss, the second one finds the connection closed.
      await sql.run('UPDATE tenants SET created_at = 99 WHERE id = 10').catch(() => undefined);
      await sql.run('UPDATE tenants SET created_at = 99 WHERE id = 10');
    });
    expect(runs).toBe(2);
  });
});

describe('sqlite that cannot be written', () => {
  const engine = engines.find((one) => one.engine === 'sqlite');
  it.each([
    ['database_read_only', 'PRAGMA query_only = ON', 'PRAGMA query_only = OFF'],
    ['database_full', 'PRAGMA max_page_count = 1', 'PRAGMA max_page_count = 1000000'],
  ])('says %s, moves no cursor, and goes on afterwards', async (code, breakIt, repairIt) => {
    if (!engine) throw new Error('no SQLite');
    const test = await openTestStore(engine.makePlace);
    try {
      const { id } = await test.makeSource();
      const running = await startSync(test, id);
      const lease = await running.lease();
      await running.commit(lease, [running.document('first')], { cursor: 'one' });
      const cursor = async () =>
        (await test.open.database.reader.all<{ cursor_json: string }>('SELECT cursor_json FROM slices'))[0]
          ?.cursor_json;
      const many = Array.from({ length: 300 }, (_, i) => running.document(`more ${i}`));
      await test.open.orm.query(breakIt);
      await expect(running.commit(lease, many, { cursor: 'two' })).rejects.toMatchObject({
        code,
        hint: expect.any(String),
      });
      expect(await cursor()).toBe('"one"');
      const documents = new Documents(test.open.database, 1);
      expect((await documents.list({ dataSourceId: id })).total).toBe(1);
      await test.open.orm.query(repairIt);
      await running.commit(lease, many, { cursor: 'two' });
      expect(await cursor()).toBe('"two"');
      expect((await documents.list({ dataSourceId: id })).total).toBe(301);
      await running.finish();
    } finally {
      await test.close();
    }
  });
});
