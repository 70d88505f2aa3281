import type { Lease } from '@acequia/core';
import type { Sql } from '../sql/sql.ts';
import { SeenMarks } from './seen-marks.ts';

/**
 * What one reading of a slice places, an unfinished other one must not find absent: it may have passed that place
 * before the document came there. Readings of one slice never run at the same time, so their marks are in the database.
 */
export async function markInSiblings(
  sql: Sql,
  lease: Lease,
  homeId: number,
  documentIds: readonly number[],
): Promise<void> {
  if (documentIds.length === 0) return;
  const siblings = await sql.arrays<[number]>(
    'SELECT id FROM slices WHERE (id = ? OR home_id = ?) AND id <> ? AND cursor_json IS NOT NULL',
    [homeId, homeId, lease.reading.id],
  );
  for (const [id] of siblings) {
    const marked = await new SeenMarks(id).with(sql, documentIds);
    const rows = [...marked].map(([chunk, bits]) => [id, chunk, bits]);
    await sql.put('seen_marks', ['slice_id', 'chunk'], ['slice_id', 'chunk', 'bits'], rows);
  }
}
