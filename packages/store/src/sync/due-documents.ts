import type { Digest, DueDocument, Lease } from '@acequia/core';
import { chunksForIn, marks } from '../sql/sql.ts';
import { decodeNative, documentKey, fromHex, hex } from './document-key.ts';
import type { Readings } from './readings.ts';
import { type StoredRow, storedColumns, storedCount, storedOf } from './stored-row.ts';
import type { SyncScope } from './sync-scope.ts';

type Bytes = Uint8Array;

type DueColumns = [
  key: Digest,
  nativeId: Bytes,
  ref: string | null,
  title: string | null,
  fingerprint: Digest | null,
  revision: string,
  mime: string | null,
  size: number | null,
  container: number,
  listing: number,
];

/** Documents whose contents are outstanding. */
export class DueDocuments {
  readonly #scope: SyncScope;
  readonly #readings: Readings;

  constructor(scope: SyncScope, readings: Readings) {
    this.#scope = scope;
    this.#readings = readings;
  }

  async due(lease: Lease, now: number, after: Digest | undefined, limit: number): Promise<readonly DueDocument[]> {
    const { database, dataSourceId } = this.#scope;
    const { homeId } = this.#readings.state(lease);
    const rows = await database.working.arrays<[...StoredRow, ...DueColumns]>(
      `SELECT ${storedColumns}, ${hex('r.id_key')}, r.native_id, COALESCE(d.ref, r.ref), COALESCE(d.title, r.title), ${hex('r.fingerprint')}, r.revision, d.mime, d.size, COALESCE(d.container, 0), r.listing FROM retries r LEFT JOIN documents d ON d.id = r.document_id WHERE r.data_source_id = ? AND r.slice_id = ? AND r.next_at <= ? AND r.ignored = 0 AND r.id_key > ? AND (d.id IS NULL OR d.deleted_at IS NULL) ORDER BY r.id_key LIMIT ${limit}`,
      [dataSourceId, homeId, now, fromHex(after ?? '')],
    );
    return rows.map(dueOf);
  }

  async asDue(ids: readonly string[]): Promise<readonly DueDocument[]> {
    const { database, dataSourceId } = this.#scope;
    const found: DueDocument[] = [];
    for (const chunk of chunksForIn([...new Set(ids)].map((id) => fromHex(documentKey(id))))) {
      const rows = await database.working.arrays<[...StoredRow, ...DueColumns]>(
        `SELECT ${storedColumns}, ${hex('d.id_key')}, d.native_id, d.ref, d.title, ${hex('d.fingerprint')}, d.revision, d.mime, d.size, d.container, 0 FROM documents d LEFT JOIN retries r ON r.data_source_id = d.data_source_id AND r.id_key = d.id_key WHERE d.data_source_id = ? AND d.deleted_at IS NULL AND d.id_key IN (${marks(chunk.length)})`,
        [dataSourceId, ...chunk],
      );
      found.push(...rows.map(dueOf));
    }
    return found;
  }
}

function dueOf(row: [...StoredRow, ...DueColumns]): DueDocument {
  const own = row.slice(storedCount) as unknown as DueColumns;
  const [key, nativeId, ref, title, fingerprint, revision, mime, size, container, listing] = own;
  const stored = row[0] === null ? undefined : storedOf(row.slice(0, storedCount) as unknown as StoredRow);
  return {
    key,
    documentId: stored?.documentId,
    id: decodeNative(nativeId),
    ref: ref === null ? undefined : JSON.parse(ref),
    title: title ?? undefined,
    mime: mime ?? undefined,
    size: size ?? undefined,
    container: container === 1,
    listing: listing === 1,
    attempts: row[9] ?? 0,
    version: (row[8] === null ? stored?.version : row[7]) ?? undefined,
    revision,
    fingerprint: fingerprint || null,
    stored,
  };
}
