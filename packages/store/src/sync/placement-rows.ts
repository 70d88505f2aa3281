import type { Batch, DocumentWrite } from '@acequia/core';
import { chunksForIn, marks, type Sql, type SqlValue } from '../sql/sql.ts';
import { placement } from './codes.ts';
import { encodeNative, fromHex, parentKey } from './document-key.ts';

type Row = readonly (SqlValue | undefined)[];

const key = ['slice_id', 'document_id'];

/** Where documents are in a slice, and which leave it. */
export async function writePlacements(
  sql: Sql,
  sliceId: number,
  batch: Batch,
  inserted: readonly (readonly [DocumentWrite, number])[],
  changed: readonly DocumentWrite[],
): Promise<void> {
  const columns = [...key, 'state', 'parent_key'];
  const parentOf = ({ parent }: DocumentWrite) => (parent === undefined ? null : fromHex(parentKey(parent)));
  const present = (documentId: number, parentKey: SqlValue): Row => [sliceId, documentId, placement.present, parentKey];
  await sql.insert(
    'placements',
    columns,
    inserted.map(([document, id]) => present(id, parentOf(document))),
  );
  await sql.put('placements', key, columns, [
    ...changed.map((document) => present(document.documentId ?? 0, parentOf(document))),
    ...batch.placed.flatMap(({ documentId, parentKey }) =>
      parentKey === undefined ? [] : [present(documentId, parentKey && fromHex(parentKey))],
    ),
  ]);
  const untold = batch.placed.filter(({ parentKey }) => parentKey === undefined);
  const untoldRows = untold.map(({ documentId }): Row => [sliceId, documentId, placement.present]);
  await sql.put('placements', key, [...key, 'state'], untoldRows);
  await leave(sql, sliceId, batch);
  await writeAliases(sql, sliceId, [
    ...inserted.map(([{ alias }, id]) => [alias, id] as const),
    ...changed.map(({ alias, documentId = 0 }) => [alias, documentId] as const),
    ...batch.placed.map(({ alias, documentId }) => [alias, documentId] as const),
  ]);
}

async function leave(sql: Sql, sliceId: number, { departed, departedParents }: Batch): Promise<void> {
  const leaving = `UPDATE placements SET state = ${placement.leaving} WHERE slice_id = ? AND state IN (${placement.present}, ${placement.kept})`;
  for (const parentKey of departedParents) {
    await sql.run(`${leaving} AND parent_key = ?`, [sliceId, fromHex(parentKey)]);
  }
  for (const chunk of chunksForIn(departed)) {
    await sql.run(`${leaving} AND document_id IN (${marks(chunk.length)})`, [sliceId, ...chunk]);
  }
}

async function writeAliases(
  sql: Sql,
  sliceId: number,
  given: readonly (readonly [alias: string | undefined, documentId: number])[],
): Promise<void> {
  const aliased = given.flatMap(([alias, id]) => (alias === undefined ? [] : [[encodeNative(alias), id] as const]));
  for (const chunk of chunksForIn(aliased.map(([, id]) => id))) {
    await sql.run(`DELETE FROM aliases WHERE slice_id = ? AND document_id IN (${marks(chunk.length)})`, [
      sliceId,
      ...chunk,
    ]);
  }
  const rows = aliased.map(([alias, id]): Row => [sliceId, alias, id]);
  await sql.put('aliases', ['slice_id', 'alias'], ['slice_id', 'alias', 'document_id'], rows);
}
