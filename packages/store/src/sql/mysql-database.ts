import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { retryTransaction } from './retry-transaction.ts';
import type { Database, Dialect, Sql, SqlValue } from './sql.ts';
import { marks } from './sql.ts';

type Parameters = readonly (SqlValue | undefined)[];
type Connection = Pick<PoolConnection, 'execute'>;

const mostParameters = 20_000;
const rowCounts = [500, 200, 100, 50, 20, 10, 5, 2, 1];

/** Bytes of a row in a packet, or more: UTF-16 never takes more than three bytes a unit in UTF-8. */
function weigh(row: Parameters): number {
  let bytes = 0;
  for (const value of row) {
    if (typeof value === 'string') bytes += value.length * 3;
    else bytes += value instanceof Uint8Array ? value.byteLength : 16;
  }
  return bytes;
}

/** Groups of rows in few different sizes, so that few statements are prepared, and each within a packet. */
function* groups(rows: readonly Parameters[], columns: number, maxBytes: number): Generator<Parameters[]> {
  let start = 0;
  while (start < rows.length) {
    const most = Math.min(rows.length - start, 500, Math.floor(mostParameters / columns));
    let fitting = 0;
    for (let bytes = 0; fitting < most; fitting += 1) {
      bytes += weigh(rows[start + fitting] ?? []);
      if (bytes > maxBytes) break;
    }
    const size = rowCounts.find((count) => count <= fitting) ?? 1;
    yield rows.slice(start, start + size);
    start += size;
  }
}

function bind(parameters: Parameters): (SqlValue | null)[] {
  return parameters.map((value) => (value === undefined ? null : value));
}

/**
 * Statements on a connection, or on any connection of a pool.
 *
 * @param maxPacket `max_allowed_packet` of the server, in bytes. Default: unlimited, for who only reads
 */
export function mysqlStatements(connection: Connection, maxPacket = Number.POSITIVE_INFINITY): Sql {
  const insertRows = async (head: string, columns: number, tail: string, rows: readonly Parameters[]) => {
    const row = `(${marks(columns)})`;
    const ids: number[] = [];
    for (const group of groups(rows, columns, maxPacket / 2)) {
      const statement = `${head} VALUES ${group.map(() => row).join(', ')}${tail}`;
      const [result] = await connection.execute<ResultSetHeader>(statement, group.flatMap(bind));
      for (let i = 0; i < group.length; i += 1) ids.push(result.insertId + i);
    }
    return ids;
  };
  return {
    async all<Row>(statement: string, parameters: Parameters = []) {
      const [rows] = await connection.execute<RowDataPacket[]>(statement, bind(parameters));
      return rows as Row[];
    },
    async arrays<Row extends readonly unknown[]>(statement: string, parameters: Parameters = []) {
      const [rows] = await connection.execute<RowDataPacket[][]>(
        { sql: statement, rowsAsArray: true },
        bind(parameters),
      );
      return rows as unknown as Row[];
    },
    async run(statement, parameters = []) {
      const [result] = await connection.execute<ResultSetHeader>(statement, bind(parameters));
      return result.affectedRows;
    },
    async runEach(statement, rows) {
      for (const row of rows) await connection.execute(statement, bind(row));
    },
    // InnoDB gives one statement of plain rows consecutive ids in every innodb_autoinc_lock_mode.
    insert: (table, columns, rows) =>
      insertRows(`INSERT INTO ${table} (${columns.join(', ')})`, columns.length, '', rows),
    async put(table, key, columns, rows, existing = 'replace') {
      const others = columns.filter((column) => !key.includes(column));
      const update =
        existing === 'keep' || others.length === 0
          ? `${key[0]} = ${table}.${key[0]}`
          : others.map((column) => `${column} = VALUES(${column})`).join(', ');
      const head = `INSERT INTO ${table} (${columns.join(', ')})`;
      await insertRows(head, columns.length, ` ON DUPLICATE KEY UPDATE ${update}`, rows);
    },
  };
}

/** @param pool connections that are set up as {@link mysqlSession} says */
export function mysqlDatabase(pool: Pool, dialect: Exclude<Dialect, 'sqlite'>, maxPacket: number): Database {
  return {
    dialect,
    reader: mysqlStatements(pool, maxPacket),
    working: mysqlStatements(pool, maxPacket),
    maxValueBytes: Math.floor(maxPacket / 2),
    transaction: (work) =>
      retryTransaction(async () => {
        const connection = await pool.getConnection();
        let usable = false;
        try {
          await connection.query('BEGIN');
          const result = await work(mysqlStatements(connection, maxPacket));
          await connection.query('COMMIT');
          usable = true;
          return result;
        } catch (error) {
          // Without an explicit rollback an earlier statement of a failed transaction stays open.
          usable = await connection.query('ROLLBACK').then(
            () => true,
            () => false,
          );
          throw error;
        } finally {
          if (usable) connection.release();
          else connection.destroy();
        }
      }),
  };
}

/**
 * Statements for each new connection: no gap locks, short waits for locks, and a limit on transactions that a stopped
 * process leaves open.
 */
export function mysqlSession(dialect: Exclude<Dialect, 'sqlite'>): string[] {
  return [
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
    'SET SESSION innodb_lock_wait_timeout = 10',
    "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'",
    ...(dialect === 'mariadb' ? ['SET SESSION idle_transaction_timeout = 20'] : []),
  ];
}
