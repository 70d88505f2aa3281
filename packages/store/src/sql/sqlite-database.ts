import BetterSqlite3 from 'better-sqlite3';
import { explainDatabaseError } from './database-error.ts';
import type { Database, Sql, SqlValue } from './sql.ts';
import { marks } from './sql.ts';

type Connection = BetterSqlite3.Database;
type Statement = BetterSqlite3.Statement<unknown[]>;
type Parameters = readonly (SqlValue | undefined)[];

const remembered = 200;
/** Rows in one INSERT. More are no faster. */
const grouped = 10;

/** One array for all parameters, which costs less than an argument each. */
const bind = (parameters: Parameters) =>
  parameters.includes(undefined) ? parameters.map((value) => value ?? null) : parameters;

/** Statements on one better-sqlite3 connection, prepared once. Everything runs at once; the promises only fit the interface. */
export function sqliteStatements(connection: Connection): Sql {
  const prepared = new Map<string, Statement>();
  const prepare = (statement: string, asArrays = false): Statement => {
    const key = asArrays ? `[]${statement}` : statement;
    const known = prepared.get(key);
    if (known) return known;
    if (prepared.size >= remembered) prepared.clear();
    const fresh = connection.prepare<unknown[]>(statement);
    prepared.set(key, asArrays ? fresh.raw(true) : fresh);
    return fresh;
  };
  const runEach = (statement: string, rows: readonly Parameters[]) => {
    const one = prepare(statement);
    for (const row of rows) one.run(bind(row));
  };
  const prepareInsert = (table: string, columns: readonly string[], rows: number, end: string) => {
    const values = Array.from({ length: rows }, () => `(${marks(columns.length)})`).join(', ');
    return prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values}${end}`);
  };
  /** Rows in groups: a call for each row costs more than the row. Answers their ids, which one statement gives in a row. */
  const insertRows = (table: string, columns: readonly string[], rows: readonly Parameters[], end = '') => {
    const ids: number[] = [];
    const insert = (statement: Statement, values: SqlValue[], from: number, count: number) => {
      let at = 0;
      for (let row = from; row < from + count; row += 1) {
        for (const value of rows[row] ?? []) values[at++] = value ?? null;
      }
      const last = Number(statement.run(values).lastInsertRowid);
      for (let before = count - 1; before >= 0; before -= 1) ids.push(last - before);
    };
    const single = rows.length % grouped;
    const inGroups = rows.length - single;
    if (inGroups > 0) {
      const statement = prepareInsert(table, columns, grouped, end);
      const values: SqlValue[] = [];
      for (let from = 0; from < inGroups; from += grouped) insert(statement, values, from, grouped);
    }
    if (single > 0) {
      const statement = prepareInsert(table, columns, 1, end);
      const values: SqlValue[] = [];
      for (let from = inGroups; from < rows.length; from += 1) insert(statement, values, from, 1);
    }
    return ids;
  };
  return {
    async all<Row>(statement: string, parameters: Parameters = []) {
      return prepare(statement).all(bind(parameters)) as Row[];
    },
    async arrays<Row extends readonly unknown[]>(statement: string, parameters: Parameters = []) {
      return prepare(statement, true).all(bind(parameters)) as unknown as Row[];
    },
    async run(statement, parameters = []) {
      return prepare(statement).run(bind(parameters)).changes;
    },
    async runEach(statement, rows) {
      runEach(statement, rows);
    },
    async insert(table, columns, rows) {
      return insertRows(table, columns, rows);
    },
    async put(table, key, columns, rows, existing = 'replace') {
      const others = columns.filter((column) => !key.includes(column));
      const update = others.map((column) => `${column} = excluded.${column}`).join(', ');
      const conflict = existing === 'keep' || others.length === 0 ? 'DO NOTHING' : `DO UPDATE SET ${update}`;
      insertRows(table, columns, rows, ` ON CONFLICT (${key.join(', ')}) ${conflict}`);
    },
  };
}

/** A second, read-only connection to the same file; in WAL mode it never waits for the writer. */
export function openSqliteReader(file: string): Connection {
  const connection = new BetterSqlite3(file, { readonly: true });
  connection.pragma('busy_timeout = 5000');
  connection.pragma('cache_size = -4096');
  return connection;
}

/** @param writer the only connection that writes; all its transactions go through one queue */
export function sqliteDatabase(writer: Connection, reader: Connection): Database {
  const sql = sqliteStatements(writer);
  let queue: Promise<unknown> = Promise.resolve();
  const transaction = async <T>(work: (sql: Sql) => Promise<T>): Promise<T> => {
    try {
      writer.exec('BEGIN IMMEDIATE');
      const result = await work(sql);
      writer.exec('COMMIT');
      return result;
    } catch (error) {
      if (writer.inTransaction) writer.exec('ROLLBACK');
      throw explainDatabaseError(error);
    }
  };
  return {
    dialect: 'sqlite',
    reader: sqliteStatements(reader),
    working: sql,
    maxValueBytes: 512 * 1024 * 1024,
    transaction(work) {
      const result = queue.then(() => transaction(work));
      queue = result.catch(() => undefined);
      return result;
    },
  };
}
