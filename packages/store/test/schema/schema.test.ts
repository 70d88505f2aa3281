import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/index.ts';
import { engines, type TestPlace } from '../repositories/test-store.ts';

const program = fileURLToPath(new URL('opening-process.ts', import.meta.url));

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

  it('is made once by processes that start at the same time', async () => {
    const children = Array.from({ length: 3 }, () =>
      spawn(process.execPath, ['--conditions=acequia-source', program, place.url], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    const words = children.map((child) => createInterface(child.stdout)[Symbol.asyncIterator]());
    for (const word of words) expect((await word.next()).value).toBe('ready');
    for (const child of children) child.stdin.write('go\n');
    expect(await Promise.all(words.map(async (word) => (await word.next()).value))).toEqual(
      children.map(() => 'opened'),
    );
    const { database, close } = await openDatabase(place.url);
    expect(await database.reader.all('SELECT name FROM tenants')).toEqual([{ name: 'default' }]);
    expect(await database.reader.all('SELECT name FROM migrations')).toHaveLength(1);
    await close();
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
