import { chunksForIn, marks, type Sql, type SqlValue } from '../sql/sql.ts';
import type { TombstoneScope } from './tombstone.ts';

const agrees = (placement: string) =>
  `(${placement}.parent_key = d.parent_key OR (${placement}.parent_key IS NULL AND d.parent_key IS NULL))`;

/**
 * Documents that left one slice and stay in another get the parent that the other one tells: slices are read side by
 * side, so an old page of the first may have been written after the newer word of the second.
 */
export async function reparent(sql: Sql, scope: TombstoneScope, documentIds: readonly number[]): Promise<void> {
  const { clock, dataSourceId } = scope;
  const moved = new Map<number, SqlValue>();
  for (const chunk of chunksForIn([...new Set(documentIds)])) {
    const rows = await sql.arrays<[number, Uint8Array | null]>(
      `SELECT d.id, p.parent_key FROM documents d JOIN placements p ON p.document_id = d.id AND NOT ${agrees('p')} WHERE d.id IN (${marks(chunk.length)}) AND d.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM placements q WHERE q.document_id = d.id AND ${agrees('q')})`,
      chunk,
    );
    for (const [id, parentKey] of rows) moved.set(id, parentKey);
  }
  if (moved.size === 0) return;
  await sql.run('UPDATE data_sources SET seq = seq + ? WHERE id = ?', [moved.size, dataSourceId]);
  const [source] = await sql.all<{ seq: number }>('SELECT seq FROM data_sources WHERE id = ?', [dataSourceId]);
  const before = (source?.seq ?? 0) - moved.size;
  await sql.runEach(
    'UPDATE documents SET parent_key = ?, fingerprint = NULL, seq = ?, updated_at = ? WHERE id = ?',
    [...moved].map(([id, parentKey], i) => [parentKey, before + i + 1, clock.now(), id]),
  );
}
