import type { Database, Sql } from '@acequia/store';

/** Called before and after every write to the database. Throwing or dying there is what it is for. */
export type Failpoint = (name: string) => void | Promise<void>;

/** The same database with a failpoint around every writing statement, and around BEGIN and COMMIT. */
export function withFailpoints(database: Database, point: Failpoint): Database {
  const wrap = (sql: Sql): Sql => {
    const around =
      <Arguments extends unknown[], Result>(name: string, call: (...values: Arguments) => Promise<Result>) =>
      async (...values: Arguments): Promise<Result> => {
        await point(`before ${name}`);
        const result = await call(...values);
        await point(`after ${name}`);
        return result;
      };
    return {
      all: (statement, parameters) => sql.all(statement, parameters),
      arrays: (statement, parameters) => sql.arrays(statement, parameters),
      run: around('run', (statement, parameters) => sql.run(statement, parameters)),
      runEach: around('runEach', (statement, rows) => sql.runEach(statement, rows)),
      insert: around('insert', (table, columns, rows) => sql.insert(table, columns, rows)),
      put: around('put', (table, key, columns, rows, existing) => sql.put(table, key, columns, rows, existing)),
    };
  };
  return {
    dialect: database.dialect,
    reader: database.reader,
    working: database.working,
    maxValueBytes: database.maxValueBytes,
    async transaction(work) {
      await point('before begin');
      const result = await database.transaction(async (sql) => {
        const done = await work(wrap(sql));
        await point('before commit');
        return done;
      });
      await point('after commit');
      return result;
    },
  };
}
