import { setImmediate } from 'node:timers/promises';
import type { Applied, CandidateSource, ChangeBatch, SearchIndex, SearchQuery, SearchResult } from '@acequia/knowledge';
import { runSearch } from '@acequia/knowledge';
import type Database from 'better-sqlite3';
import { BatchWriter } from './batch-writer.ts';
import { createCandidateReader } from './candidate-reader.ts';
import { emptyRemoved } from './empty-removed.ts';
import { isDamage, openDatabase, recreateSchema, removeFiles } from './open-database.ts';
import { readDataSources, readPosition } from './read-positions.ts';

export interface SqliteSearchIndexOptions {
  /** Path of the index's own file; missing folders are made. Nothing in it is precious. */
  readonly file: string;
}

/** Chunks that one transaction removes: searches and other writers get in between. */
const removalSize = 1_000;

interface Connection {
  readonly database: Database.Database;
  readonly writer: BatchWriter;
  readonly reader: CandidateSource;
}

/**
 * A search index in an SQLite file (FTS5, WAL). A file that is damaged or of another version is replaced by an empty index.
 *
 * Calls work synchronously inside: apply batches in a worker thread and search with `openSqliteSearchReader` elsewhere.
 * Rejects with an SqliteError when the file cannot be written (SQLITE_FULL, SQLITE_READONLY, SQLITE_BUSY after 10 s).
 */
export function openSqliteSearchIndex(options: SqliteSearchIndexOptions): SearchIndex {
  return new SqliteSearchIndex(options.file);
}

class SqliteSearchIndex implements SearchIndex {
  readonly #file: string;
  #connection: Connection;

  constructor(file: string) {
    this.#file = file;
    this.#connection = connect(file);
    // A removal that was cut short.
    while (this.#repairing(({ database }) => emptyRemoved(database, removalSize)));
  }

  async apply(batch: ChangeBatch): Promise<Applied> {
    return this.#repairing(({ writer }) => writer.apply(batch));
  }

  async position(dataSourceId: number): Promise<number> {
    return this.#repairing(({ database }) => readPosition(database, dataSourceId));
  }

  async dataSources(): Promise<number[]> {
    return this.#repairing(({ database }) => readDataSources(database));
  }

  async search(query: SearchQuery): Promise<SearchResult> {
    try {
      return await runSearch(query, this.#connection.reader);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#replace();
      return runSearch(query, this.#connection.reader);
    }
  }

  async remove(dataSourceId: number): Promise<void> {
    this.#repairing(({ database }) => {
      database.prepare('UPDATE data_sources SET data_source_id = NULL WHERE data_source_id = ?').run(dataSourceId);
    });
    while (this.#repairing(({ database }) => emptyRemoved(database, removalSize))) await setImmediate();
  }

  async rebuild(): Promise<void> {
    this.#repairing(({ database }) => recreateSchema(database));
  }

  async close(): Promise<void> {
    this.#connection.database.close();
  }

  /** A file found damaged in the middle of work is replaced: the work then sees an empty index at position 0. */
  #repairing<T>(work: (connection: Connection) => T): T {
    try {
      return work(this.#connection);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#replace();
      return work(this.#connection);
    }
  }

  #replace(): void {
    this.#connection.database.close();
    removeFiles(this.#file);
    this.#connection = connect(this.#file);
  }
}

function connect(file: string): Connection {
  const database = openDatabase(file);
  return { database, writer: new BatchWriter(database), reader: createCandidateReader(database) };
}
