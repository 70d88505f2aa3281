import type { Digest, DueDocument, KnownDocument, Lease, LookedUp, StoredDocument } from '@acequia/core';
import { hashId } from './hash-id.ts';
import type { MemoryDocument, MemoryRows } from './memory-rows.ts';

/** What the runner asks the store. */
export class MemoryLookUp {
  readonly #rows: MemoryRows;

  constructor(rows: MemoryRows) {
    this.#rows = rows;
  }

  lookUp(lease: Lease, ids: readonly string[]): LookedUp[] {
    const placed = this.#rows.placed(this.#rows.reading(lease).homeId);
    return ids.map((id) => {
      const key = hashId(id);
      const row = this.#rows.byKey.get(key);
      if (!row) return { key };
      const placement = placed.get(row.documentId)?.state;
      return { key, documentId: row.documentId, fingerprint: row.fingerprint, ...(placement && { placement }) };
    });
  }

  load(documentIds: readonly number[]): Map<number, StoredDocument> {
    const rows = documentIds.flatMap((id) => this.#rows.documents.get(id) ?? []);
    return new Map(rows.map((row) => [row.documentId, this.#describe(row)]));
  }

  known(lease: Lease, ids: readonly string[]): Map<string, KnownDocument> {
    const placed = this.#rows.placed(this.#rows.reading(lease).homeId);
    const rows = this.#find(ids).filter((row) => row.deletedAt === undefined && placed.has(row.documentId));
    return new Map(
      rows.map(({ documentId, id, title, version, parent }) => {
        const listing = this.#listing(lease, documentId);
        return [id, { title, version, parent, ...(listing !== undefined && { listing }) }];
      }),
    );
  }

  members(lease: Lease, ids: readonly string[]): number[] {
    const keys = new Set(ids.map(hashId));
    return [...this.#rows.placed(this.#rows.reading(lease).homeId)].flatMap(([documentId, { state, parentKey }]) =>
      state === 'present' && parentKey !== null && keys.has(parentKey) ? [documentId] : [],
    );
  }

  /** What a container's listing told last, while the slice has just that. */
  #listing(lease: Lease, containerId: number): string | undefined {
    const placement = this.#rows.placed(this.#rows.reading(lease).homeId).get(containerId);
    const container = this.#rows.documents.get(containerId);
    if (placement?.state !== 'present' || !placement.listing || !container) return undefined;
    const members = this.members(lease, [container.id]).map((id) => this.#rows.documents.get(id));
    const whole = members.every((row) => row && row.fingerprint !== null);
    return whole && members.length === placement.listing.documents ? placement.listing.digest : undefined;
  }

  parents(ids: readonly string[]): Map<string, { title: string; parent?: string }> {
    return new Map(this.#find(ids).map(({ id, title, parent }) => [id, { title, parent }]));
  }

  findAliases(lease: Lease, aliases: readonly string[]): Map<string, string> {
    const wanted = new Set(aliases);
    const found = new Map<string, string>();
    for (const [documentId, { alias }] of this.#rows.placed(this.#rows.reading(lease).homeId)) {
      const row = this.#rows.documents.get(documentId);
      if (row && alias !== undefined && wanted.has(alias)) found.set(alias, row.id);
    }
    return found;
  }

  owned(lease: Lease, ownerId: string): { readonly documentId: number; readonly id: string }[] {
    const owner = hashId(ownerId);
    return [...this.#rows.placed(this.#rows.reading(lease).homeId)]
      .filter(([, { state, parentKey }]) => state === 'present' && parentKey === owner)
      .flatMap(([documentId]) => this.#rows.documents.get(documentId) ?? [])
      .filter(({ owned }) => owned)
      .map(({ documentId, id }) => ({ documentId, id }));
  }

  due(lease: Lease, now: number, after: Digest | undefined, limit: number): DueDocument[] {
    const { homeId } = this.#rows.reading(lease);
    return [...this.#rows.retries.values()]
      .filter((retry) => retry.homeId === homeId && retry.nextAt <= now && (after === undefined || retry.key > after))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, limit)
      .flatMap((retry) => {
        const { key, id, version, revision, fingerprint, attempts, listing } = retry;
        const row = this.#rows.byKey.get(key);
        if (row?.deletedAt !== undefined) return [];
        return {
          key,
          documentId: row?.documentId,
          id,
          ref: row?.ref ?? retry.ref,
          title: row?.title ?? retry.title,
          mime: row?.mime,
          size: row?.size,
          version,
          revision,
          fingerprint,
          container: row?.container ?? false,
          listing,
          attempts,
          stored: row && this.#describe(row),
        };
      });
  }

  asDue(ids: readonly string[]): DueDocument[] {
    return this.#find(ids)
      .filter(({ deletedAt }) => deletedAt === undefined)
      .map((row) => {
        const { key, documentId, id, ref, title, mime, size, version, revision, fingerprint, container } = row;
        const target = { key, documentId, id, ref, title, mime, size, version, revision, fingerprint };
        return { ...target, container, listing: false, attempts: 0, stored: this.#describe(row) };
      });
  }

  #find(ids: readonly string[]): MemoryDocument[] {
    return ids.flatMap((id) => this.#rows.byKey.get(hashId(id)) ?? []);
  }

  #describe(row: MemoryDocument): StoredDocument {
    const retry = this.#rows.retries.get(row.key);
    return {
      documentId: row.documentId,
      deleted: row.deletedAt !== undefined,
      content: row.content,
      version: row.version,
      revision: row.revision,
      contentHash: row.contentHash,
      contentMime: row.contentMime,
      parentKey: row.parentKey,
      listedAccess: row.listedAccess,
      access: row.access,
      ...(retry && {
        retry: {
          version: retry.version,
          fingerprint: retry.fingerprint ?? undefined,
          nextAt: retry.nextAt,
          attempts: retry.attempts,
        },
      }),
    };
  }
}
