import {
  type Applied,
  type CandidateSource,
  type ChangeBatch,
  runSearch,
  type SearchIndex,
  type SearchQuery,
  type SearchResult,
} from '@acequia/knowledge';
import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { writeBatch } from './batch-writer.ts';
import { createCandidateReader } from './candidate-reader.ts';
import { createTables } from './create-tables.ts';
import { inTransaction } from './with-connection.ts';

export interface MysqlSearchIndexOptions {
  /** Connections with the character set utf8mb4 (mysql2's default) to the database that gets the tables `search_*`. Stays open. */
  readonly pool: Pool;
}

/** Chunks that one statement removes: searches and writers get in between. */
const removalSize = 2_000;

/**
 * A search index in tables `search_*` of a MySQL or MariaDB database (InnoDB full text, default server settings). They are made
 * at the first call and emptied when they are of another version. Rejects with the driver's errors.
 */
export function openMysqlSearchIndex(options: MysqlSearchIndexOptions): SearchIndex {
  return new MysqlSearchIndex(options.pool);
}

class MysqlSearchIndex implements SearchIndex {
  readonly #pool: Pool;
  readonly #reader: CandidateSource;
  #ready: Promise<void> | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
    this.#reader = createCandidateReader(pool);
  }

  async apply(batch: ChangeBatch): Promise<Applied> {
    await this.#prepare();
    return inTransaction(this.#pool, (connection) => writeBatch(connection, batch));
  }

  async position(dataSourceId: number): Promise<number> {
    await this.#prepare();
    const [rows] = await this.#pool.query<RowDataPacket[]>(
      'SELECT position FROM search_data_sources WHERE data_source_id = ?',
      [dataSourceId],
    );
    return Number(rows[0]?.position ?? 0);
  }

  async dataSources(): Promise<number[]> {
    await this.#prepare();
    const [rows] = await this.#pool.query<RowDataPacket[]>(
      'SELECT data_source_id AS id FROM search_data_sources WHERE data_source_id IS NOT NULL AND position > 0 ORDER BY id',
    );
    return rows.map((row) => Number(row.id));
  }

  async search(query: SearchQuery): Promise<SearchResult> {
    await this.#prepare();
    return runSearch(query, this.#reader);
  }

  async remove(dataSourceId: number): Promise<void> {
    await this.#prepare();
    const sql = 'UPDATE search_data_sources SET data_source_id = NULL WHERE data_source_id = ?';
    await this.#pool.query(sql, [dataSourceId]);
    const [removed] = await this.#pool.query<RowDataPacket[]>(
      'SELECT id FROM search_data_sources WHERE data_source_id IS NULL',
    );
    for (const row of removed) await this.#empty(Number(row.id));
  }

  async rebuild(): Promise<void> {
    await createTables(this.#pool, { evenIfCurrent: true });
  }

  /** The pool is its owner's. */
  async close(): Promise<void> {
    await this.#ready?.catch(() => undefined);
  }

  async #empty(scope: number): Promise<void> {
    for (const table of ['search_chunks', 'search_documents']) {
      for (let deleted = removalSize; deleted === removalSize; ) {
        const sql = `DELETE FROM ${table} WHERE scope = ? LIMIT ${removalSize}`;
        const [result] = await this.#pool.query<ResultSetHeader>(sql, [scope]);
        deleted = result.affectedRows;
      }
    }
    await this.#pool.query('DELETE FROM search_data_sources WHERE id = ?', [scope]);
  }

  #prepare(): Promise<void> {
    this.#ready ??= createTables(this.#pool, { evenIfCurrent: false }).catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }
}
