import { createPool, type Pool } from 'mysql2/promise';
import { mysqlStatements } from './mysql-database.ts';
import type { Sql } from './sql.ts';
import { openSqliteReader, sqliteStatements } from './sqlite-database.ts';

/** A database that is only read, on connections of its own: for threads that follow the change log. */
export interface OpenReader {
  readonly reader: Sql;
  /** On MySQL and MariaDB. */
  readonly pool?: Pool;
  close(): Promise<void>;
}

/** @param url as for `openDatabase`, which must have brought the schema up to date */
export async function openReader(url: string): Promise<OpenReader> {
  if (/^(mysql|mariadb):\/\//.test(url)) {
    const pool = createPool({ uri: url.replace(/^mariadb:/, 'mysql:'), connectionLimit: 4, charset: 'utf8mb4' });
    return { reader: mysqlStatements(pool), pool, close: () => pool.end() };
  }
  const connection = openSqliteReader(url.replace(/^sqlite:/, ''));
  return {
    reader: sqliteStatements(connection),
    async close() {
      connection.close();
    },
  };
}
