import type { Digest, ListedWrite } from '@acequia/core';
import { chunksForIn, marks, type Sql } from '../sql/sql.ts';
import { placement } from './codes.ts';
import { fromHex, hex } from './document-key.ts';

/** Ends what was noted of the listings of these containers, in all slices: something in them was written. */
export async function forgetListings(sql: Sql, dataSourceId: number, keys: Iterable<Digest>): Promise<void> {
  for (const chunk of chunksForIn([...keys].map(fromHex))) {
    // Looked up apart: MariaDB reads all placements for an UPDATE with a subquery.
    const rows = await sql.arrays<[number]>(
      `SELECT DISTINCT p.document_id FROM documents d JOIN placements p ON p.document_id = d.id WHERE d.data_source_id = ? AND d.id_key IN (${marks(chunk.length)}) AND p.listing IS NOT NULL`,
      [dataSourceId, ...chunk],
    );
    for (const ids of chunksForIn(rows.map(([id]) => id))) {
      await sql.run(`UPDATE placements SET listing = NULL WHERE document_id IN (${marks(ids.length)})`, ids);
    }
  }
}

/** Notes listings that were told to their end. */
export async function noteListings(
  sql: Sql,
  { dataSourceId, sliceId }: { readonly dataSourceId: number; readonly sliceId: number },
  listings: readonly ListedWrite[],
): Promise<void> {
  await sql.runEach(
    'UPDATE placements SET listing = ?, listed = ? WHERE slice_id = ? AND document_id = (SELECT id FROM documents WHERE data_source_id = ? AND id_key = ?)',
    listings.map(({ key, digest, members }) => [digest, members, sliceId, dataSourceId, fromHex(key)]),
  );
}

/**
 * Of these containers those that have exactly what their listing told, with nothing outstanding among it.
 *
 * @param listed documents that it told, by container
 */
export async function findWhole(
  sql: Sql,
  { dataSourceId, sliceId }: { readonly dataSourceId: number; readonly sliceId: number },
  listed: ReadonlyMap<Digest, number>,
): Promise<Set<Digest>> {
  const whole = new Set<Digest>();
  if (listed.size === 0) return whole;
  for (const [key, count] of listed) if (count === 0) whole.add(key);
  // What is outstanding is remembered there: mostly nothing is, and then no document need be looked at.
  const [outstanding] = await sql.all('SELECT 1 FROM retries WHERE data_source_id = ? LIMIT 1', [dataSourceId]);
  const [bad, join] = outstanding
    ? ['SUM(CASE WHEN d.fingerprint IS NULL THEN 1 ELSE 0 END)', 'JOIN documents d ON d.id = p.document_id']
    : ['0', ''];
  for (const chunk of chunksForIn([...listed.keys()].map(fromHex))) {
    const rows = await sql.arrays<[Digest, number, number]>(
      `SELECT ${hex('p.parent_key')}, COUNT(*), ${bad} FROM placements p ${join} WHERE p.slice_id = ? AND p.parent_key IN (${marks(chunk.length)}) AND p.state = ${placement.present} GROUP BY p.parent_key`,
      [sliceId, ...chunk],
    );
    for (const [key, count, other] of rows) {
      if (Number(count) === listed.get(key) && Number(other) === 0) whole.add(key);
      else whole.delete(key);
    }
  }
  return whole;
}

/** Rows of the documents that the slice has directly in these containers. */
export async function membersOf(sql: Sql, sliceId: number, keys: readonly Digest[]): Promise<number[]> {
  const members: number[] = [];
  for (const chunk of chunksForIn(keys.map(fromHex))) {
    const rows = await sql.arrays<[number]>(
      `SELECT document_id FROM placements WHERE slice_id = ? AND state = ${placement.present} AND parent_key IN (${marks(chunk.length)})`,
      [sliceId, ...chunk],
    );
    for (const [id] of rows) members.push(id);
  }
  return members;
}
