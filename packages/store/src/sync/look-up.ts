import type { Digest, DueDocument, KnownDocument, Lease, LookedUp, StoredDocument } from '@acequia/core';
import { chunksForIn, marks } from '../sql/sql.ts';
import { ownAccess } from './access-text.ts';
import { contentStates, placementStates } from './codes.ts';
import { decodeNative, documentKey, encodeNative, fromHex, hex } from './document-key.ts';
import type { Readings } from './readings.ts';
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
      const rows = await database.working.arrays<[Bytes, string | null, string, Bytes | null]>(
        `SELECT d.native_id, d.version, d.title, f.native_id FROM documents d JOIN placements p ON p.slice_id = ? AND p.document_id = d.id LEFT JOIN documents f ON f.data_source_id = d.data_source_id AND f.id_key = d.parent_key WHERE d.data_source_id = ? AND d.deleted_at IS NULL AND d.id_key IN (${marks(chunk.length)})`,
        [homeId, dataSourceId, ...chunk],
      );
      for (const [id, version, title, parent] of rows) {
        known.set(decodeNative(id), {
          title,
          version: version ?? undefined,
          parent: parent ? decodeNative(parent) : undefined,
        });
      }
    }
    return known;
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

  async due(lease: Lease, now: number, after: Digest | undefined, limit: number): Promise<readonly DueDocument[]> {
    const { database, dataSourceId } = this.#scope;
    const { homeId } = this.#readings.state(lease);
    const rows = await database.working.arrays<
      [
        ...StoredRow,
        Bytes,
        Bytes,
        string | null,
        string | null,
        Bytes | null,
        string,
        string | null,
        number | null,
        number,
        number,
      ]
    >(
      `SELECT ${storedColumns}, ${hex('r.id_key')}, r.native_id, COALESCE(d.ref, r.ref), COALESCE(d.title, r.title), ${hex('r.fingerprint')}, r.revision, d.mime, d.size, COALESCE(d.container, 0), r.listing FROM retries r LEFT JOIN documents d ON d.id = r.document_id WHERE r.data_source_id = ? AND r.slice_id = ? AND r.next_at <= ? AND r.ignored = 0 AND r.id_key > ? AND (d.id IS NULL OR d.deleted_at IS NULL) ORDER BY r.id_key LIMIT ${limit}`,
      [dataSourceId, homeId, now, fromHex(after ?? '')],
    );
    return rows.map((row) => {
      const [key, nativeId, ref, title, fingerprint, revision, mime, size, container, listing] = row.slice(
        storedCount,
      ) as [
        Digest,
        Bytes,
        string | null,
        string | null,
        Digest | null,
        string,
        string | null,
        number | null,
        number,
        number,
      ];
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
        version: row[7] ?? undefined,
        revision,
        fingerprint: fingerprint || null,
        stored,
      };
    });
  }
}

type FoundRow = [
  documentId: number,
  key: Digest,
  fingerprint: Digest | null,
  placement: number | null,
  reparented: number,
];

type StoredRow = [
  documentId: number,
  deletedAt: number | null,
  content: number,
  version: string | null,
  revision: string,
  contentHash: Digest | null,
  parentKey: Digest | null,
  retryVersion: string | null,
  retryAt: number | null,
  retryAttempts: number | null,
  retryFingerprint: Digest | null,
  listedAccess: string | null,
  readAccess: string | null,
];

const storedColumns = `d.id, d.deleted_at, d.content, d.version, d.revision, ${hex('d.content_hash')}, ${hex('d.parent_key')}, r.version, r.next_at, r.attempts, ${hex('r.fingerprint')}, d.listed_access, d.read_access`;
const storedCount = 13;

function storedOf(row: StoredRow): StoredDocument {
  const [documentId, deletedAt, state, version, revision, contentHash, parentKey, ...retry] = row;
  const [retryVersion, nextAt, attempts, fingerprint, listedAccess, readAccess] = retry;
  return {
    documentId,
    deleted: deletedAt !== null,
    content: contentStates[state] ?? 'none',
    version: version ?? undefined,
    revision,
    contentHash: contentHash || undefined,
    parentKey: parentKey || undefined,
    listedAccess,
    access: ownAccess(listedAccess, readAccess),
    retry:
      nextAt === null
        ? undefined
        : {
            version: retryVersion ?? undefined,
            fingerprint: fingerprint || undefined,
            nextAt,
            attempts: attempts ?? 0,
          },
  };
}
