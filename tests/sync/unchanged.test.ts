import { afterEach, describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openSimulation, type Simulation } from './open-simulation.ts';

let simulation: Simulation | undefined;
afterEach(async () => {
  await simulation?.close();
  simulation = undefined;
});

const modes = ['feed', 'window', 'revisit'] as const;
const contents = ['inline', 'lazy'] as const;
const ways = modes.flatMap((mode) => contents.map((content) => ({ mode, content })));

describe.each(engines)('A source without changes on %s', (_name, makePlace) => {
  it.each(ways)('costs no write of a document and no content: $mode, $content', async ({ mode, content }) => {
    const writes: string[] = [];
    simulation = await openSimulation(await makePlace(), {
      mode,
      content,
      documents: 60,
      wrap: (database) => ({
        ...database,
        transaction: (work) =>
          database.transaction((sql) =>
            work({
              ...sql,
              async run(statement, parameters) {
                const rows = await sql.run(statement, parameters);
                if (rows > 0) writes.push(statement);
                return rows;
              },
              insert(table, columns, rows) {
                if (rows.length > 0) writes.push(`insert ${table}`);
                return sql.insert(table, columns, rows);
              },
              put(table, key, columns, rows, existing) {
                if (rows.length > 0) writes.push(`put ${table}`);
                return sql.put(table, key, columns, rows, existing);
              },
              runEach(statement, rows) {
                if (rows.length > 0) writes.push(statement);
                return sql.runEach(statement, rows);
              },
            }),
          ),
      }),
    });
    const { database, source } = simulation;
    const rows = () => database.reader.all('SELECT * FROM documents ORDER BY id');
    expect(await simulation.sync()).toMatchObject({ status: 'success' });
    expect(await simulation.stored()).toEqual(source.snapshot());
    await source.clock.advance(60_000);
    await simulation.sync();
    const before = await rows();
    const { fetched } = simulation;
    writes.length = 0;
    for (const kind of ['incremental', 'full', 'reconcile', 'incremental'] as const) {
      await source.clock.advance(60_000);
      expect(await simulation.sync(kind), kind).toMatchObject({
        status: 'success',
        counts: { created: 0, updated: 0 },
      });
    }
    expect(await rows()).toEqual(before);
    expect(simulation.fetched).toBe(fetched);
    const own = /^(UPDATE|DELETE FROM|insert|put) (seen_marks|sync_logs|slices|data_sources)\b/;
    expect(writes.filter((write) => !own.test(write))).toEqual([]);
    expect(await simulation.problems(true)).toEqual([]);
  });
});
