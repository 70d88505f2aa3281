import { chunksForIn, marks, type Sql } from '../sql/sql.ts';
import { placement } from './codes.ts';

/** These documents are on their way out of the slice. @param how `leaving` or `absent`, as a number */
export async function leaveSlice(
  sql: Sql,
  sliceId: number,
  documentIds: readonly number[],
  how: number,
): Promise<void> {
  for (const chunk of chunksForIn(documentIds)) {
    await sql.run(
      `UPDATE placements SET state = ${how} WHERE slice_id = ? AND state = ${placement.present} AND document_id IN (${marks(chunk.length)})`,
      [sliceId, ...chunk],
    );
  }
}

/** Whether the slice has no document with content any more. */
export async function isEmptySlice(sql: Sql, sliceId: number): Promise<boolean> {
  const rows = await sql.all(
    `SELECT 1 FROM placements p JOIN documents d ON d.id = p.document_id WHERE p.slice_id = ? AND p.state IN (${placement.present}, ${placement.kept}) AND d.container = 0 LIMIT 1`,
    [sliceId],
  );
  return rows.length === 0;
}
