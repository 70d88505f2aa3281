import type { Digest, KnownDocument, Lease, LookedUp, StoredDocument } from '@acequia/core';
import { chunksForIn, marks } from '../sql/sql.ts';
import { placementStates } from './codes.ts';
import { decodeNative, documentKey, encodeNative, fromHex, hex } from './document-key.ts';
import { findWhole, membersOf } from './listings.ts';
import type { Readings } from './readings.ts';
import { type StoredRow, storedColumns, storedOf } from './stored-row.ts';
import type { SyncScope } from './sync-scope.ts';

type Bytes = Uint8Array;

/** What is stored about the documents of a page. */
export class LookUp {
  readonly #scope: SyncScope;
  readonly #readings: Readings;

  constructor(scope: SyncScope, readings: Readings) {
    this.#scope = scope;
    this.#readings = readings;
  }

  async lookUp(lease: Lease, ids: readonly string[]): Promise<readonly LookedUp[]> {
    const { database, dataSourceId } = this.#scope;
    const { homeId } = this.#readings.state(lease);
    const keys = ids.map(documentKey);
    const found = new Map<Digest, FoundRow>();
    for (const chunk of chunksForIn(keys.map(fromHex))) {
      const rows = await database.working.arrays<FoundRow>(
        `SELECT d.id, ${hex('d.id_key')}, ${hex('d.fingerprint')}, p.state, CASE WHEN p.parent_key = d.parent_key OR (p.parent_key IS NULL AND d.parent_key IS NULL) THEN 0 ELSE 1 END FROM documents d LEFT JOIN placements p ON p.slice_id = ? AND p.document_id = d.id WHERE d.data_source_id = ? AND d.id_key IN (${marks(chunk.length)})`,
        [homeId, dataSourceId, ...chunk],
      );
      for (const row of rows) found.set(row[1], row);
    }
    return keys.map((key) => {
      const row = found.size > 0 ? found.get(key) : undefined;
      if (!row) return { key };
      const [documentId, , fingerprint, state, reparented] = row;
      return {
        key,
        documentId,
        fingerprint: fingerprint || null,
        placement: state === null ? undefined : placementStates[state],
        reparented: reparented === 1,
      };
    });
  }

  async load(documentIds: readonly number[]): Promise<ReadonlyMap<number, StoredDocument>> {
    const loaded = new Map<number, StoredDocument>();
    for (const chunk of chunksForIn(documentIds)) {
      const rows = await this.#scope.database.working.arrays<StoredRow>(
        `SELECT ${storedColumns} FROM documents d LEFT JOIN retries r ON r.data_source_id = d.data_source_id AND r.id_key = d.id_key WHERE d.id IN (${marks(chunk.length)})`,
        chunk,
      );
      for (const row of rows) loaded.set(row[0], storedOf(row));
    }
    return loaded;
  }

  async known(lease: Lease, ids: readonly string[]): Promise<ReadonlyMap<string, KnownDocument>> {
    const { database, dataSourceId } = this.#scope;
    const { homeId } = this.#readings.state(lease);
    const known = new Map<string, KnownDocument>();
    for (const chunk of chunksForIn(ids.map((id) => fromHex(documentKey(id))))) {
      const rows = await database.working.arrays<KnownRow>(
        `SELECT d.native_id, d.version, d.title, f.native_id, ${hex('d.id_key')}, p.listing, p.listed, p.state FROM documents d JOIN placements p ON p.slice_id = ? AND p.document_id = d.id LEFT JOIN documents f ON f.data_source_id = d.data_source_id AND f.id_key = d.parent_key WHERE d.data_source_id = ? AND d.deleted_at IS NULL AND d.id_key IN (${marks(chunk.length)})`,
        [homeId, dataSourceId, ...chunk],
      );
      const listed = rows.flatMap(([, , , , key, listing, count, state]): [Digest, number][] =>
        listing === null || placementStates[state] !== 'present' ? [] : [[key, count ?? 0]],
      );
      const whole = await findWhole(database.working, { dataSourceId, sliceId: homeId }, new Map(listed));
      for (const [id, version, title, parent, key, listing] of rows) {
        known.set(decodeNative(id), {
          title,
          version: version ?? undefined,
          parent: parent ? decodeNative(parent) : undefined,
          ...(listing !== null && whole.has(key) && { listing }),
        });
      }
    }
    return known;
  }

  async members(lease: Lease, ids: readonly string[]): Promise<readonly number[]> {
    const { homeId } = this.#readings.state(lease);
    return membersOf(this.#scope.database.working, homeId, ids.map(documentKey));
  }

  async parents(ids: readonly string[]): Promise<ReadonlyMap<string, { title: string; parent?: string }>> {
    const { database, dataSourceId } = this.#scope;
    const parents = new Map<string, { title: string; parent?: string }>();
    for (const chunk of chunksForIn(ids.map((id) => fromHex(documentKey(id))))) {
      const rows = await database.working.arrays<[Bytes, string, Bytes | null]>(
        `SELECT d.native_id, d.title, f.native_id FROM documents d LEFT JOIN documents f ON f.data_source_id = d.data_source_id AND f.id_key = d.parent_key WHERE d.data_source_id = ? AND d.id_key IN (${marks(chunk.length)})`,
        [dataSourceId, ...chunk],
      );
      for (const [id, title, parent] of rows) {
        parents.set(decodeNative(id), { title, parent: parent ? decodeNative(parent) : undefined });
      }
    }
    return parents;
  }

  async findAliases(lease: Lease, aliases: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { homeId } = this.#readings.state(lease);
    const found = new Map<string, string>();
    for (const chunk of chunksForIn(aliases.map(encodeNative))) {
      const rows = await this.#scope.database.working.arrays<[Bytes, Bytes]>(
        `SELECT a.alias, d.native_id FROM aliases a JOIN documents d ON d.id = a.document_id WHERE a.slice_id = ? AND a.alias IN (${marks(chunk.length)})`,
        [homeId, ...chunk],
      );
      for (const [alias, id] of rows) found.set(decodeNative(alias), decodeNative(id));
    }
    return found;
  }

  async owned(lease: Lease, ownerId: string): Promise<readonly { documentId: number; id: string }[]> {
    const { database } = this.#scope;
    const { homeId } = this.#readings.state(lease);
    const rows = await database.working.arrays<[number, Bytes]>(
      'SELECT d.id, d.native_id FROM placements p JOIN documents d ON d.id = p.document_id WHERE p.slice_id = ? AND p.parent_key = ? AND p.state = 0 AND d.owned = 1',
      [homeId, fromHex(documentKey(ownerId))],
    );
    return rows.map(([documentId, id]) => ({ documentId, id: decodeNative(id) }));
  }

  async hasText(sharedAs: Digest): Promise<{ readonly mime: string } | undefined> {
    const { database, tenantId } = this.#scope;
    const [row] = await database.working.all<{ mime: string }>(
      'SELECT mime FROM blobs WHERE tenant_id = ? AND blob_key = ?',
      [tenantId, fromHex(sharedAs)],
    );
    return row;
  }
}

type KnownRow = [
  id: Bytes,
  version: string | null,
  title: string,
  parent: Bytes | null,
  key: Digest,
  listing: string | null,
  listed: number | null,
  placement: number,
];

type FoundRow = [
  documentId: number,
  key: Digest,
  fingerprint: Digest | null,
  placement: number | null,
  reparented: number,
];
