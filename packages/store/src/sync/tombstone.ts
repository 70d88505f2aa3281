import { type Clock, StaleLease } from '@acequia/core';
import { chunksForIn, marks, type Sql } from '../sql/sql.ts';
import { placement } from './codes.ts';

/** Who deletes: a sync, or another holder of the data source. */
export interface TombstoneScope {
  readonly clock: Pick<Clock, 'now'>;
  readonly dataSourceId: number;
  readonly syncToken: number;
  /** Where deletions are counted. Absent: it is no sync. */
  readonly syncLogId?: number;
}

/** No slice has the document of placement `p` for good. */
export const nowhereElse = `NOT EXISTS (SELECT 1 FROM placements q WHERE q.document_id = p.document_id AND q.state IN (${placement.present}, ${placement.kept}))`;

/** Checks the holder's token and locks the data source for the rest of the transaction. @throws StaleLease */
export async function holdSync(sql: Sql, { dataSourceId, syncToken }: TombstoneScope): Promise<void> {
  const held = await sql.run('UPDATE data_sources SET sync_until = sync_until + 1 WHERE id = ? AND sync_token = ?', [
    dataSourceId,
    syncToken,
  ]);
  if (held !== 1) throw new StaleLease();
}

/**
 * Takes the placements away; documents without any become tombstones, each with a new position of the change log.
 * Answers how many that were, without containers.
 *
 * @throws StaleLease
 */
export async function tombstone(
  sql: Sql,
  scope: TombstoneScope,
  rows: readonly (readonly [sliceId: number, documentId: number])[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const { clock, dataSourceId, syncLogId } = scope;
  await holdSync(sql, scope);
  for (const [sliceId, leaving] of Map.groupBy(rows, ([id]) => id)) {
    for (const chunk of chunksForIn(leaving.map(([, id]) => id))) {
      const these = `WHERE slice_id = ? AND document_id IN (${marks(chunk.length)})`;
      await sql.run(`DELETE FROM placements ${these}`, [sliceId, ...chunk]);
      await sql.run(`DELETE FROM aliases ${these}`, [sliceId, ...chunk]);
    }
  }
  const gone: [id: number, container: number][] = [];
  for (const chunk of chunksForIn([...new Set(rows.map(([, id]) => id))])) {
    const some = await sql.arrays<[number, number]>(
      `SELECT d.id, d.container FROM documents d WHERE d.id IN (${marks(chunk.length)}) AND d.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM placements p WHERE p.document_id = d.id) ORDER BY d.id`,
      chunk,
    );
    gone.push(...some);
  }
  const documents = gone.filter(([, container]) => container === 0).length;
  await sql.run('UPDATE data_sources SET seq = seq + ?, total_documents = total_documents - ? WHERE id = ?', [
    gone.length,
    documents,
    dataSourceId,
  ]);
  const [source] = await sql.all<{ seq: number }>('SELECT seq FROM data_sources WHERE id = ?', [dataSourceId]);
  const before = (source?.seq ?? 0) - gone.length;
  const now = clock.now();
  const places = new Map(gone.map(([id], i) => [id, before + i + 1]));
  for (const chunk of chunksForIn([...places.keys()])) {
    const seq = `CASE id ${'WHEN ? THEN ? '.repeat(chunk.length)}END`;
    await sql.run(
      `UPDATE documents SET deleted_at = ?, fingerprint = NULL, updated_at = ?, seq = ${seq} WHERE id IN (${marks(chunk.length)})`,
      [now, now, ...chunk.flatMap((id) => [id, places.get(id)]), ...chunk],
    );
    await sql.run(`DELETE FROM retries WHERE data_source_id = ? AND document_id IN (${marks(chunk.length)})`, [
      dataSourceId,
      ...chunk,
    ]);
  }
  if (syncLogId !== undefined) {
    await sql.run('UPDATE sync_logs SET items_deleted = items_deleted + ? WHERE id = ?', [documents, syncLogId]);
  }
  return documents;
}
