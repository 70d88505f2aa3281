import { AcequiaError, type Clock, type Digest, never } from '@acequia/core';
import { chunksForIn, type Database, marks, type Sql } from '../sql/sql.ts';
import { decodeNative, documentKey, fromHex, hex } from '../sync/document-key.ts';
import { readPaths } from './document-paths.ts';

/** A document that could not be read, or whose content is still to come. Times are milliseconds since 1970. */
export interface FailureRecord {
  /** The source's id. */
  readonly id: string;
  readonly title: string;
  /** From the top, `/`-separated; the title alone when the document was never stored. */
  readonly path: string;
  /** Kind of the error; absent: its content is pending. */
  readonly kind?: string;
  readonly message?: string;
  readonly remedy?: string;
  readonly attempts: number;
  /** Absent: not by itself. */
  readonly nextRetryAt?: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly ignored: boolean;
}

/** How much is outstanding. */
export interface FailureCounts {
  readonly failed: number;
  /** Content that is still to come. */
  readonly pending: number;
  readonly ignored: number;
}

interface FailureRow {
  readonly native_id: Uint8Array;
  readonly title: string | null;
  readonly parent_key: string | null;
  readonly kind: string | null;
  readonly message: string | null;
  readonly remedy: string | null;
  readonly attempts: number;
  readonly next_at: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly ignored: number;
}

/** What is outstanding in the data sources of one tenant. */
export class Failures {
  readonly #database: Database;
  readonly #tenantId: number;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(database: Database, tenantId: number, clock: Pick<Clock, 'now'> = Date) {
    this.#database = database;
    this.#tenantId = tenantId;
    this.#clock = clock;
  }

  /** What failed first, the latest first; then what is pending. @param limit 1 to 10,000, default 1000 */
  async list(dataSourceId: number, limit = 1000): Promise<FailureRecord[]> {
    const rows = await this.#database.reader.all<FailureRow>(
      `SELECT r.native_id, COALESCE(d.title, r.title) AS title, ${hex('d.parent_key')} AS parent_key, r.kind, r.message, r.remedy, r.attempts, r.next_at, r.first_at, r.last_at, r.ignored FROM retries r JOIN data_sources s ON s.id = r.data_source_id AND s.tenant_id = ? LEFT JOIN documents d ON d.data_source_id = r.data_source_id AND d.id_key = r.id_key WHERE r.data_source_id = ? AND (d.id IS NULL OR d.deleted_at IS NULL) ORDER BY r.ignored, r.kind IS NULL, r.last_at DESC, r.id_key LIMIT ${Math.max(1, Math.min(10_000, Math.trunc(limit)))}`,
      [this.#tenantId, dataSourceId],
    );
    const titles = rows.map((row) => row.title ?? decodeNative(row.native_id));
    const paths = await readPaths(
      this.#database,
      rows.map((row, i) => ({ dataSourceId, title: titles[i] ?? '', parentKey: row.parent_key })),
    );
    return rows.map((row, i) => ({
      id: decodeNative(row.native_id),
      title: titles[i] ?? '',
      path: paths[i] ?? '',
      kind: row.kind ?? undefined,
      message: row.message ?? undefined,
      remedy: row.remedy ?? undefined,
      attempts: row.attempts,
      nextRetryAt: row.ignored === 1 || row.next_at >= never ? undefined : row.next_at,
      firstAt: row.first_at,
      lastAt: row.last_at,
      ignored: row.ignored === 1,
    }));
  }

  /** How many {@link list} would answer without a limit, by data source; none has no entry. */
  async counts(): Promise<ReadonlyMap<number, FailureCounts>> {
    const rows = await this.#database.reader.arrays<[number, number, number, number]>(
      'SELECT r.data_source_id, SUM(CASE WHEN r.ignored = 0 AND r.kind IS NOT NULL THEN 1 ELSE 0 END), SUM(CASE WHEN r.ignored = 0 AND r.kind IS NULL THEN 1 ELSE 0 END), SUM(r.ignored) FROM retries r JOIN data_sources s ON s.id = r.data_source_id LEFT JOIN documents d ON d.data_source_id = r.data_source_id AND d.id_key = r.id_key WHERE s.tenant_id = ? AND (d.id IS NULL OR d.deleted_at IS NULL) GROUP BY r.data_source_id',
      [this.#tenantId],
    );
    return new Map(
      rows.map(([id, failed, pending, ignored]) => [
        id,
        { failed: Number(failed), pending: Number(pending), ignored: Number(ignored) },
      ]),
    );
  }

  /**
   * Makes them due now, ignored ones too: the next sync tries them again.
   *
   * @param ids of the source; absent: all that are not ignored
   * @returns how many
   * @throws AcequiaError `not_found` for the data source, and when one of the ids is not outstanding: then none changes
   */
  async retry(dataSourceId: number, ids?: readonly string[]): Promise<number> {
    return ids === undefined
      ? this.#update(dataSourceId, 'next_at = ?', this.#clock.now(), ' AND ignored = 0')
      : this.#update(dataSourceId, 'ignored = 0, next_at = ?', this.#clock.now(), '', ids);
  }

  /** They are kept and shown, but not tried again until somebody asks. @returns how many. @throws AcequiaError `not_found`, as {@link retry} */
  async ignore(dataSourceId: number, ids: readonly string[]): Promise<number> {
    return this.#update(dataSourceId, 'ignored = ?', 1, '', ids);
  }

  async #update(
    dataSourceId: number,
    set: string,
    value: number,
    condition: string,
    ids?: readonly string[],
  ): Promise<number> {
    return this.#database.transaction(async (sql) => {
      const known = await sql.all('SELECT 1 FROM data_sources WHERE id = ? AND tenant_id = ?', [
        dataSourceId,
        this.#tenantId,
      ]);
      if (known.length === 0) throw new AcequiaError('not_found', 'There is no such data source');
      const statement = `UPDATE retries SET ${set} WHERE data_source_id = ?${condition}`;
      if (!ids) return sql.run(statement, [value, dataSourceId]);
      const wanted = new Map(ids.map((id) => [documentKey(id), id]));
      let changed = 0;
      for (const chunk of chunksForIn([...wanted.keys()])) {
        const keys = chunk.map(fromHex);
        changed += await sql.run(`${statement} AND id_key IN (${marks(keys.length)})`, [value, dataSourceId, ...keys]);
      }
      if (changed < wanted.size) throw await unknownIds(sql, dataSourceId, wanted);
      return changed;
    });
  }
}

const mostNamed = 5;

/** @param wanted ids by their keys */
async function unknownIds(sql: Sql, dataSourceId: number, wanted: ReadonlyMap<Digest, string>): Promise<AcequiaError> {
  const missing = new Map(wanted);
  for (const chunk of chunksForIn([...wanted.keys()])) {
    const found = await sql.all<{ id_key: Digest }>(
      `SELECT ${hex('id_key')} AS id_key FROM retries WHERE data_source_id = ? AND id_key IN (${marks(chunk.length)})`,
      [dataSourceId, ...chunk.map(fromHex)],
    );
    for (const { id_key } of found) missing.delete(id_key);
  }
  const named = [...missing.values()].slice(0, mostNamed).map((id) => `"${id}"`);
  const more = missing.size > named.length ? ` and ${missing.size - named.length} more` : '';
  return new AcequiaError('not_found', `No document with this id is failing: ${named.join(', ')}${more}`, {
    hint: 'Nothing was changed. For the ids: acequia failures list',
  });
}
