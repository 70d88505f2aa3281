import { chunksForIn, marks, type Sql } from '../sql/sql.ts';

/** Takes documents out of the store with all that belongs to them. Shared texts stay for `collectBlobs`. */
export async function removeDocuments(
  sql: Sql,
  dataSourceId: number,
  documents: readonly (readonly [id: number, key: Uint8Array])[],
): Promise<void> {
  for (const chunk of chunksForIn(documents.map(([id]) => id))) {
    const these = `IN (${marks(chunk.length)})`;
    for (const table of ['placements', 'aliases', 'bodies']) {
      await sql.run(`DELETE FROM ${table} WHERE document_id ${these}`, chunk);
    }
    await sql.run(`DELETE FROM documents WHERE id ${these}`, chunk);
  }
  for (const chunk of chunksForIn(documents.map(([, key]) => key))) {
    const statement = `DELETE FROM retries WHERE data_source_id = ? AND id_key IN (${marks(chunk.length)})`;
    await sql.run(statement, [dataSourceId, ...chunk]);
  }
}
