/** A value that both engines store as it is. */
export type SqlValue = string | number | Uint8Array | null;

/** Statements on one connection. `?` are parameters; `undefined` counts as NULL. Back-ticks quote names on all engines. */
export interface Sql {
  /** Rows as objects. */
  all<Row>(statement: string, parameters?: readonly (SqlValue | undefined)[]): Promise<Row[]>;
  /** Rows as arrays of columns: cheaper for large answers. */
  arrays<Row extends readonly unknown[]>(
    statement: string,
    parameters?: readonly (SqlValue | undefined)[],
  ): Promise<Row[]>;
  /** Answers the number of rows that matched. */
  run(statement: string, parameters?: readonly (SqlValue | undefined)[]): Promise<number>;
  /** One statement with many sets of parameters. */
  runEach(statement: string, rows: readonly (readonly (SqlValue | undefined)[])[]): Promise<void>;
  /** Inserts all rows, or none. Answers the generated ids in the order of the rows. */
  insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly (SqlValue | undefined)[])[],
  ): Promise<number[]>;
  /** Inserts the rows; where the primary key exists, the other columns are replaced, or left alone with `keep`. */
  put(
    table: string,
    key: readonly string[],
    columns: readonly string[],
    rows: readonly (readonly (SqlValue | undefined)[])[],
    existing?: 'replace' | 'keep',
  ): Promise<void>;
}

export type Dialect = 'sqlite' | 'mysql' | 'mariadb';

/** One database: SQLite in a file, MySQL or MariaDB behind a pool. */
export interface Database {
  readonly dialect: Dialect;
  /** For reading outside a transaction: sees what was committed. */
  readonly reader: Sql;
  /**
   * For the look-ups of the process that writes. On SQLite this is the writing connection, whose cache survives its own
   * commits (a reader's does not); it may see a batch that is about to be committed.
   */
  readonly working: Sql;
  /**
   * Runs `work` in a transaction. After a deadlock, a lock time-out or a lost connection it is rolled back and run
   * again, so `work` must not have effects elsewhere.
   *
   * @throws AcequiaError `database_busy`, `database_full`, `database_read_only`, `database_unreachable`
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Largest text or blob that one statement can carry, in bytes. */
  readonly maxValueBytes: number;
}

const sizes = [1, 4, 16, 50, 100, 200, 350, 500];

/** Splits values into lists of few different lengths, the last one filled up with its last value: few statements to prepare. */
export function chunksForIn<T>(values: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < values.length; start += 500) {
    const chunk = values.slice(start, start + 500);
    const size = sizes.find((candidate) => candidate >= chunk.length) ?? chunk.length;
    const last = chunk.at(-1);
    while (last !== undefined && chunk.length < size) chunk.push(last);
    chunks.push(chunk);
  }
  return chunks;
}

/** `?, ?, ?` */
export function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}
