import { statSync } from 'node:fs';
import {
  type CandidateSource,
  runSearch,
  type SearchQuery,
  type SearchReader,
  type SearchResult,
} from '@acequia/knowledge';
import Database from 'better-sqlite3';
import { searchSchemaVersion } from '../schema-version.ts';
import { createCandidateReader } from './candidate-reader.ts';
import { isDamage } from './open-database.ts';
import { readDataSources, readPosition } from './read-positions.ts';
import type { SqliteSearchIndexOptions } from './sqlite-search-index.ts';

interface Connection {
  readonly database: Database.Database;
  readonly reader: CandidateSource;
  readonly inode: number;
}

/**
 * Searches an index that a worker thread or another process writes. It never waits for the writer. While the file is missing,
 * damaged or of another version nothing is found; it follows when the writer replaces the file.
 */
export function openSqliteSearchReader(options: SqliteSearchIndexOptions): SearchReader {
  return new SqliteSearchReader(options.file);
}

class SqliteSearchReader implements SearchReader {
  readonly #file: string;
  #connection: Connection | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  async position(dataSourceId: number): Promise<number> {
    return this.#read(async ({ database }) => readPosition(database, dataSourceId), 0);
  }

  async dataSources(): Promise<number[]> {
    return this.#read<number[]>(async ({ database }) => readDataSources(database), []);
  }

  async search(query: SearchQuery): Promise<SearchResult> {
    return this.#read<SearchResult>(({ reader }) => runSearch(query, reader), { hits: [], matched: 'all' });
  }

  async close(): Promise<void> {
    this.#disconnect();
  }

  async #read<T>(work: (connection: Connection) => Promise<T>, nothing: T): Promise<T> {
    try {
      const connection = this.#connect();
      return connection ? await work(connection) : nothing;
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#disconnect();
      return nothing;
    }
  }

  #connect(): Connection | undefined {
    const inode = statSync(this.#file, { throwIfNoEntry: false })?.ino;
    if (this.#connection && this.#connection.inode !== inode) this.#disconnect();
    if (inode === undefined) return undefined;
    this.#connection ??= this.#open(inode);
    return this.#connection;
  }

  #open(inode: number): Connection | undefined {
    const database = new Database(this.#file, { readonly: true, fileMustExist: true });
    try {
      if (database.pragma('user_version', { simple: true }) === searchSchemaVersion()) {
        return { database, reader: createCandidateReader(database), inode };
      }
    } catch (error) {
      database.close();
      throw error;
    }
    database.close();
    return undefined;
  }

  #disconnect(): void {
    this.#connection?.database.close();
    this.#connection = undefined;
  }
}
