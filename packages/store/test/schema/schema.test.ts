import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/index.ts';
import { engines, type TestPlace } from '../repositories/test-store.ts';

describe.each(engines)('schema on $engine', ({ makePlace }) => {
  let place: TestPlace;
  beforeEach(async () => {
    place = await makePlace();
  });
  afterEach(() => place.remove());

  it('is the same after the migrations as in the entities', async () => {
    const { orm, close } = await openDatabase(place.url);
    try {
      const log = await orm.driver.createSchemaBuilder().log();
      expect(log.upQueries.map(({ query }) => query)).toEqual([]);
      expect(log.downQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await close();
    }
  });

  it('is left alone by the second start, with all that is in it', async () => {
    const before = vi.fn();
    for (let start = 0; start < 2; start += 1) {
      const { database, close } = await openDatabase(place.url, before);
      const tenants = await database.reader.all<{ name: string }>('SELECT name FROM tenants');
      expect(tenants).toEqual([{ name: 'default' }]);
      const done = await database.reader.all('SELECT name FROM migrations');
      expect(done).toHaveLength(1);
      await close();
    }
    expect(before).not.toHaveBeenCalled();
  });

  it('is made once when several processes start at the same time', async () => {
    // SQLite's first migration belongs to one process; the others wait for its lock or find it done.
    const first = await openDatabase(place.url);
    const more = await Promise.all([openDatabase(place.url), openDatabase(place.url)]);
    for (const { database } of more) {
      expect(await database.reader.all('SELECT name FROM tenants')).toEqual([{ name: 'default' }]);
    }
    for (const { close } of [first, ...more]) await close();
  });

  it('of a newer version is refused, and not changed', async () => {
    const open = await openDatabase(place.url);
    await open.database.transaction((sql) =>
      sql.insert('migrations', ['timestamp', 'name'], [[1_999_000_000_000, 'Later1999000000000']]),
    );
    await open.close();
    await expect(openDatabase(place.url)).rejects.toMatchObject({
      code: 'database_newer',
      hint: expect.stringContaining('Later1999000000000'),
    });
  });
});

describe('a MariaDB server at its first start', () => {
  it('is migrated once by processes that start together', async () => {
    const engine = engines.find((one) => one.engine === 'mariadb');
    const place = await engine?.makePlace();
    if (!place) throw new Error('no place');
    const all = await Promise.all(Array.from({ length: 3 }, () => openDatabase(place.url)));
    expect(await all[0]?.database.reader.all('SELECT name FROM migrations')).toHaveLength(1);
    for (const { close } of all) await close();
    await place.remove();
  });
});

describe('what is no database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'acequia-schema-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused with what to do', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'These are notes, not a database. '.repeat(100));
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'database_corrupt' });
    await expect(openDatabase('postgres://localhost/x')).rejects.toMatchObject({ code: 'bad_database_url' });
    await expect(openDatabase('mysql://nobody:secret-word@127.0.0.1:1/x')).rejects.toMatchObject({
      code: 'database_unreachable',
      message: expect.not.stringContaining('secret-word'),
    });
  });
});
