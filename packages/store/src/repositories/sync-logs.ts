import type { Database, SqlValue } from '../sql/sql.ts';
import { chunksForIn, marks } from '../sql/sql.ts';
import { type JoinedSyncLog, recordOf, type SyncLogRecord } from './sync-log-record.ts';

/** Which syncs. */
export interface SyncLogQuery {
  /** Absent: of all data sources. */
  readonly dataSourceId?: number;
  /** 1 to 1000. Default 20. */
  readonly limit?: number;
  /** Id of the last log of the page before. */
  readonly before?: number;
}

const day = 24 * 60 * 60 * 1000;

/** The records of the syncs of one tenant; those of others are not found. */
export class SyncLogs {
  readonly #database: Database;
  readonly #tenantId: number;

  constructor(database: Database, tenantId: number) {
    this.#database = database;
    this.#tenantId = tenantId;
  }

  /** The latest first. */
  async list(query: SyncLogQuery = {}): Promise<SyncLogRecord[]> {
    const conditions: string[] = [];
    const parameters: SqlValue[] = [];
    if (query.dataSourceId !== undefined) {
      conditions.push(' AND l.data_source_id = ?');
      parameters.push(query.dataSourceId);
    }
    if (query.before !== undefined) {
      conditions.push(' AND l.id < ?');
      parameters.push(query.before);
    }
    const limit = Math.max(1, Math.min(1000, Math.trunc(query.limit ?? 20)));
    return this.#select(`${conditions.join('')} ORDER BY l.id DESC LIMIT ${limit}`, parameters);
  }

  async find(id: number): Promise<SyncLogRecord | undefined> {
    const [found] = await this.#select(' AND l.id = ?', [id]);
    return found;
  }

  /** The latest of each data source that has one. */
  async latest(dataSourceIds: readonly number[]): Promise<ReadonlyMap<number, SyncLogRecord>> {
    const latest = new Map<number, SyncLogRecord>();
    for (const chunk of chunksForIn(dataSourceIds)) {
      const condition = ` AND l.id IN (SELECT MAX(m.id) FROM sync_logs m WHERE m.data_source_id IN (${marks(chunk.length)}) GROUP BY m.data_source_id)`;
      for (const log of await this.#select(condition, chunk)) latest.set(log.dataSourceId, log);
    }
    return latest;
  }

  /**
   * Removes what is older than its data source keeps, except the latest of each. At most 1,000 a call.
   *
   * @param now milliseconds since 1970
   * @returns how many went
   */
  async removeOld(now: number): Promise<number> {
    const old = await this.#database.reader.arrays<[number]>(
      `SELECT l.id FROM sync_logs l JOIN data_sources s ON s.id = l.data_source_id WHERE l.tenant_id = ? AND l.finished_at < ? - s.sync_log_retention_days * ${day} AND l.id < (SELECT MAX(m.id) FROM sync_logs m WHERE m.data_source_id = l.data_source_id) ORDER BY l.id LIMIT 1000`,
      [this.#tenantId, now],
    );
    return this.#database.transaction(async (sql) => {
      let removed = 0;
      for (const chunk of chunksForIn(old.map(([id]) => id))) {
        removed += await sql.run(`DELETE FROM sync_logs WHERE id IN (${marks(chunk.length)})`, chunk);
      }
      return removed;
    });
  }

  async #select(condition: string, parameters: readonly SqlValue[]): Promise<SyncLogRecord[]> {
    const rows = await this.#database.reader.all<JoinedSyncLog>(
      `SELECT l.*, s.name AS source_name FROM sync_logs l JOIN data_sources s ON s.id = l.data_source_id WHERE l.tenant_id = ?${condition}`,
      [this.#tenantId, ...parameters],
    );
    return rows.map(recordOf);
  }
}
