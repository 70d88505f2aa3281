import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fieldWeights } from '@acequia/knowledge';
import Database from 'better-sqlite3';
import { searchSchemaVersion } from '../schema-version.ts';

/** Milliseconds to wait for another writer of the same file. */
const busyTimeout = 10_000;
/** Bytes of terms that FTS5 collects before it writes a segment; its default of 1 MiB halves the speed of large batches. */
const hashSize = 8 * 1024 * 1024;
/** Bytes of an FTS5 page: 14 % faster to write than the default of 4,050. */
const pageSize = 16_000;
/** Segments of one level before FTS5 merges them: its default of 4 takes a fifth longer to write, and no less to search. */
const segments = 8;

/**
 * `data_sources.id` is the scope of a data source; a chunk's id is scope * 2^32 + n, so that each data source is one range of
 * row ids, to which FTS5 limits a search by itself. A scope without a data source was removed and waits to be emptied.
 *
 * Terms are deleted by telling FTS5 what was indexed, worked out again from the chunk: faster than its
 * `contentless_delete`, whose tombstones also slow down later searches.
 */
const schema = `
  CREATE TABLE data_sources (id INTEGER PRIMARY KEY AUTOINCREMENT, data_source_id INTEGER UNIQUE, position INTEGER NOT NULL, next_chunk INTEGER NOT NULL);
  CREATE TABLE documents (id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, document_id INTEGER NOT NULL, title TEXT NOT NULL, UNIQUE (scope, document_id));
  CREATE TABLE chunks (id INTEGER PRIMARY KEY, document INTEGER NOT NULL, ordinal INTEGER NOT NULL, key TEXT NOT NULL, headings TEXT NOT NULL, text TEXT NOT NULL);
  CREATE INDEX chunks_document ON chunks (document);
  CREATE VIRTUAL TABLE terms USING fts5(title, headings, body, content='', tokenize='ascii');
  INSERT INTO terms (terms, rank) VALUES ('hashsize', ${hashSize});
  INSERT INTO terms (terms, rank) VALUES ('pgsz', ${pageSize});
  INSERT INTO terms (terms, rank) VALUES ('automerge', ${segments});
  INSERT INTO terms (terms, rank) VALUES ('rank', 'bm25(${fieldWeights.title}.0, ${fieldWeights.headings}.0, ${fieldWeights.text}.0)');
`;

/** Opens for reading and writing. A file that is new, of another version or damaged becomes an empty index. */
export function openDatabase(file: string): Database.Database {
  mkdirSync(dirname(file), { recursive: true });
  try {
    return prepare(file);
  } catch (error) {
    if (!isDamage(error)) throw error;
    removeFiles(file);
    return prepare(file);
  }
}

/** Empties the index in place, so that connections that read it go on. */
export function recreateSchema(database: Database.Database): void {
  database
    .transaction(() => {
      for (const table of ['terms', 'chunks', 'documents', 'data_sources'])
        database.exec(`DROP TABLE IF EXISTS ${table}`);
      database.exec(schema);
      database.pragma(`user_version = ${searchSchemaVersion()}`);
    })
    .immediate();
}

/** Removes the index with SQLite's files beside it. */
export function removeFiles(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
}

/** True for what SQLite says of a file that it cannot make sense of. */
export function isDamage(error: unknown): boolean {
  const code = error instanceof Database.SqliteError ? error.code : '';
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT');
}

function prepare(file: string): Database.Database {
  const database = new Database(file, { timeout: busyTimeout });
  try {
    database.pragma('journal_mode = WAL');
    // Rows and position are one transaction: losing the last ones in a power cut only repeats them.
    database.pragma('synchronous = NORMAL');
    database.pragma('wal_autocheckpoint = 10000');
    database.pragma('cache_size = -32768');
    if (database.pragma('user_version', { simple: true }) !== searchSchemaVersion()) recreateSchema(database);
    for (const table of ['terms', 'chunks', 'documents', 'data_sources'])
      database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
