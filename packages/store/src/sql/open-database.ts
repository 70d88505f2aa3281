import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { AcequiaError } from '@acequia/core';
import BetterSqlite3 from 'better-sqlite3';
import { createConnection, type Pool } from 'mysql2';
import { DataSource } from 'typeorm';
import { entities } from '../schema/entities.ts';
import { migrations } from '../schema/migrations.ts';
import { explainDatabaseError } from './database-error.ts';
import { mysqlDatabase, mysqlSession } from './mysql-database.ts';
import type { Database, Dialect } from './sql.ts';
import { openSqliteReader, sqliteDatabase } from './sqlite-database.ts';

/** An open database with TypeORM's view of it. */
export interface OpenDatabase {
  readonly database: Database;
  /** For the repositories. On SQLite its writes must run inside `database.transaction`, which owns the only writing connection. */
  readonly orm: DataSource;
  /** The file, on SQLite. */
  readonly file?: string;
  /** The pool, on MySQL and MariaDB. */
  readonly pool?: Pool;
  close(): Promise<void>;
}

/** Names of migrations that have not run yet. @throws AcequiaError `database_newer` when the schema is newer than this version */
async function pendingMigrations(orm: DataSource, dialect: Dialect): Promise<string[]> {
  const names = migrations(dialect).map((migration) => new migration().name ?? migration.name);
  const runner = orm.createQueryRunner();
  try {
    if (!(await runner.hasTable('migrations'))) return names;
    const done: { name: string }[] = await runner.query('SELECT name FROM migrations');
    const unknown = done.filter(({ name }) => !names.includes(name));
    if (unknown.length > 0) {
      throw new AcequiaError('database_newer', 'The database was made by a newer version of Acequia', {
        hint: `Update Acequia. Unknown migrations: ${unknown.map(({ name }) => name).join(', ')}.`,
      });
    }
    return names.filter((name) => !done.some((row) => row.name === name));
  } finally {
    await runner.release();
  }
}

/** All migrations or none. TypeORM would look what is pending before it takes the lock, and two processes would migrate. */
async function migrateSqlite(orm: DataSource, writer: BetterSqlite3.Database): Promise<void> {
  writer.exec('BEGIN IMMEDIATE');
  try {
    await orm.runMigrations({ transaction: 'none' });
    writer.exec('COMMIT');
  } catch (error) {
    if (writer.inTransaction) writer.exec('ROLLBACK');
    throw error;
  }
}

async function openSqlite(file: string, beforeMigration?: (file: string) => Promise<void>): Promise<OpenDatabase> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  let writer: BetterSqlite3.Database | undefined;
  const orm = new DataSource({
    type: 'better-sqlite3',
    database: file,
    driver: BetterSqlite3,
    entities: entities('sqlite'),
    migrations: migrations('sqlite'),
    migrationsTableName: 'migrations',
    prepareDatabase: (connection: BetterSqlite3.Database) => {
      writer = connection;
      for (const pragma of [
        'journal_mode = WAL',
        'synchronous = FULL',
        'busy_timeout = 5000',
        'wal_autocheckpoint = 10000',
        'cache_size = -32768',
        'foreign_keys = OFF',
      ]) {
        connection.pragma(pragma);
      }
    },
  });
  await orm.initialize();
  if (!writer) throw new AcequiaError('database_unreachable', 'The database did not open');
  const pending = await pendingMigrations(orm, 'sqlite');
  if (pending.length > 0) {
    if (pending.length < migrations('sqlite').length) await beforeMigration?.(file);
    await migrateSqlite(orm, writer);
  }
  const reader = openSqliteReader(file);
  return {
    database: sqliteDatabase(writer, reader),
    orm,
    file,
    async close() {
      reader.close();
      await orm.destroy();
    },
  };
}

interface Server {
  readonly dialect: 'mysql' | 'mariadb';
  readonly maxPacket: number;
}

function askServer(url: string): Promise<Server> {
  const connection = createConnection({ uri: url, connectTimeout: 10_000 });
  return new Promise<Server>((resolve, reject) => {
    connection.on('error', reject);
    connection.query(
      'SELECT VERSION() AS version, @@max_allowed_packet AS packet, @@auto_increment_increment AS step',
      (error: Error | null, rows: unknown) => {
        const row = Array.isArray(rows) ? (rows[0] as { version: string; packet: number; step: number }) : undefined;
        if (error || !row) return reject(error);
        if (row.step !== 1) {
          return reject(
            new AcequiaError('database_unsupported', 'The server has auto_increment_increment set', {
              hint: 'Acequia needs auto_increment_increment = 1.',
            }),
          );
        }
        resolve({ dialect: /mariadb/i.test(row.version) ? 'mariadb' : 'mysql', maxPacket: Number(row.packet) });
      },
    );
  }).finally(() => connection.destroy());
}

async function openServer(url: string): Promise<OpenDatabase> {
  const { dialect, maxPacket } = await askServer(url);
  const orm = new DataSource({
    type: dialect,
    url,
    charset: 'utf8mb4',
    timezone: 'Z',
    // All 64-bit numbers are times and counters below 2^53.
    supportBigNumbers: false,
    entities: entities(dialect),
    migrations: migrations(dialect),
    migrationsTableName: 'migrations',
    poolSize: 10,
    extra: { enableKeepAlive: true, maxPreparedStatements: 500 },
  });
  await orm.initialize();
  const pool = (orm.driver as unknown as { readonly pool: Pool }).pool;
  pool.on('connection', (connection) => {
    for (const statement of mysqlSession(dialect)) connection.query(statement);
  });
  // The connection that TypeORM tried the server with is in the pool already.
  const first = await pool.promise().getConnection();
  for (const statement of mysqlSession(dialect)) await first.query(statement);
  first.release();
  if ((await pendingMigrations(orm, dialect)).length > 0) await migrateUnderLock(orm);
  return {
    database: mysqlDatabase(pool.promise(), dialect, maxPacket),
    orm,
    pool,
    close: () => orm.destroy(),
  };
}

async function migrateUnderLock(orm: DataSource): Promise<void> {
  const runner = orm.createQueryRunner();
  try {
    await runner.query("SELECT GET_LOCK('acequia_migrate', 60)");
    await orm.runMigrations({ transaction: 'none' });
  } finally {
    await runner.query("SELECT RELEASE_LOCK('acequia_migrate')").finally(() => runner.release());
  }
}

/**
 * Opens a database and brings its schema up to date.
 *
 * @param url `mysql://user:password@host:port/name`, or a path for SQLite (`sqlite:` may stand before it)
 * @param beforeMigration runs before an existing SQLite file is migrated, for a backup
 * @throws AcequiaError `database_*`
 */
export async function openDatabase(
  url: string,
  beforeMigration?: (file: string) => Promise<void>,
): Promise<OpenDatabase> {
  try {
    if (/^(mysql|mariadb):\/\//.test(url)) return await openServer(url.replace(/^mariadb:/, 'mysql:'));
    if (/^[a-z]+:\/\//.test(url)) {
      throw new AcequiaError('bad_database_url', 'This kind of database is not supported', {
        hint: 'Use mysql://user:password@host:port/name, or a path to a SQLite file.',
      });
    }
    return await openSqlite(url.replace(/^sqlite:/, ''), beforeMigration);
  } catch (error) {
    throw explainDatabaseError(error);
  }
}
