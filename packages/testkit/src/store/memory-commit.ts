import {
  type Batch,
  type ContentTarget,
  type ContentWrite,
  type Digest,
  type DocumentRow,
  type FailureWrite,
  type Lease,
  nextRetry,
  type Placed,
} from '@acequia/core';
import { hashId } from './hash-id.ts';
import type { MemoryReadings } from './memory-readings.ts';
import type { MemoryDocument, MemoryReading, MemoryRows } from './memory-rows.ts';

/** Writes batches. */
export class MemoryCommit {
  readonly #rows: MemoryRows;
  readonly #readings: MemoryReadings;
  readonly #now: () => number;

  constructor(rows: MemoryRows, readings: MemoryReadings, now: () => number) {
    this.#rows = rows;
    this.#readings = readings;
    this.#now = now;
  }

  commit(lease: Lease, batch: Batch): void {
    const reading = this.#rows.reading(lease);
    const home = this.#rows.readings.get(reading.homeId) ?? reading;
    if (batch.cursor !== undefined) reading.cursor = JSON.parse(JSON.stringify(batch.cursor));
    reading.claims.push(...batch.claims);
    reading.voided ||= batch.voided;
    const written: number[] = [];
    for (const write of batch.documents) {
      const row = this.#writeRow(write);
      write.documentId = row.documentId;
      this.#writeContent(row, write, write.content, reading);
      this.#place(home.id, {
        documentId: row.documentId,
        parentKey: row.parentKey ?? null,
        ...(write.alias !== undefined && { alias: write.alias }),
      });
      written.push(row.documentId);
    }
    for (const update of batch.contents) {
      const row = this.#rows.documents.get(update.documentId);
      if (row && row.deletedAt === undefined) this.#writeContent(row, update, update.content, reading);
    }
    for (const { documentId, access } of batch.accesses) {
      const row = this.#rows.documents.get(documentId);
      if (row) row.access = access;
    }
    for (const placed of batch.placed) this.#place(home.id, placed);
    this.#leave(home, batch);
    for (const failure of batch.failures) this.#writeFailure(failure, reading);
    this.#mark(reading, home.id, written, batch);
    this.#noteListings(home.id, batch);
    for (const under of batch.relists) this.#readings.relist(home, under);
  }

  #writeRow(write: DocumentRow): MemoryDocument {
    const known = this.#rows.byKey.get(write.key);
    const row: MemoryDocument = {
      ...(known ?? { content: 'none', revision: write.revision, fingerprint: null }),
      documentId: known?.documentId ?? this.#rows.nextId(),
      key: write.key,
      id: write.id,
      ref: write.ref,
      title: write.title,
      parent: write.parent,
      parentKey: write.parent === undefined ? undefined : hashId(write.parent),
      mime: write.mime,
      size: write.size,
      container: write.container,
      owned: write.owned,
      details: write.details,
      listedAccess: write.access,
      access: known && write.sameAccess ? known.access : write.access,
      deletedAt: undefined,
    };
    this.#rows.documents.set(row.documentId, row);
    this.#rows.byKey.set(row.key, row);
    return row;
  }

  #writeContent(row: MemoryDocument, target: ContentTarget, write: ContentWrite, reading: MemoryReading): void {
    if (write.state === 'pending' || write.state === 'failed') {
      if (row.content !== 'ready') row.content = write.state;
      row.fingerprint = null;
      this.#remember(target, write, reading);
      return;
    }
    this.#rows.retries.delete(row.key);
    row.version = target.version;
    row.revision = target.revision;
    row.fingerprint = target.fingerprint;
    if (write.state === 'keep') return;
    row.content = write.state === 'reuse' ? 'ready' : write.state;
    row.contentMime = write.state === 'ready' || write.state === 'reuse' ? write.mime : undefined;
    row.contentHash = write.state === 'ready' || write.state === 'reuse' ? write.hash : undefined;
    if (write.state === 'ready') {
      row.markdown = write.markdown;
      if (write.sharedAs) this.#rows.texts.set(write.sharedAs, { mime: write.mime, markdown: write.markdown });
    } else row.markdown = write.state === 'reuse' ? this.#rows.texts.get(write.sharedAs)?.markdown : undefined;
  }

  #remember(target: ContentTarget, write: ContentWrite, { homeId, pass }: MemoryReading): void {
    const before = this.#rows.retries.get(target.key);
    const failed = write.state === 'failed' ? write : undefined;
    const { key, id, ref, title, version, revision, fingerprint } = target;
    this.#rows.retries.set(key, {
      key,
      id,
      ref,
      title,
      version,
      revision,
      fingerprint,
      homeId,
      pass,
      listing: false,
      attempts: failed?.attempts ?? before?.attempts ?? 0,
      nextAt: failed?.nextAt ?? this.#now(),
      error: failed?.error,
    });
  }

  #writeFailure({ key, id, ref, title, error }: FailureWrite, { homeId, pass }: MemoryReading): void {
    const attempts = (this.#rows.retries.get(key)?.attempts ?? 0) + 1;
    const nextAt = nextRetry(error.kind, attempts, this.#now());
    const rest = { revision: '', fingerprint: null, listing: true, attempts, nextAt, homeId, pass, error };
    this.#rows.retries.set(key, { key, id, ref, title, ...rest });
    const row = this.#rows.byKey.get(key);
    if (row) row.fingerprint = null;
  }

  #place(homeId: number, { documentId, alias, parentKey }: Placed): void {
    const placed = this.#rows.placed(homeId);
    const before = placed.get(documentId);
    placed.set(documentId, {
      ...(before?.listing && { listing: before.listing }),
      state: 'present',
      parentKey: parentKey === undefined ? (before?.parentKey ?? null) : parentKey,
      alias: alias ?? before?.alias,
    });
  }

  #leave(home: MemoryReading, { departed, departedParents }: Batch): void {
    if (departed.length === 0 && departedParents.length === 0) return;
    home.departing = 'leaving';
    const ids = new Set(departed);
    const parents = new Set<Digest>(departedParents);
    for (const [documentId, placement] of this.#rows.placed(home.id)) {
      const { state, parentKey } = placement;
      const goes = ids.has(documentId) || (parentKey !== null && parents.has(parentKey));
      if (!goes || (state !== 'present' && state !== 'kept')) continue;
      placement.state = 'leaving';
      placement.absent = false;
    }
    for (const key of departedParents) this.#rows.retries.delete(key);
  }

  #noteListings(homeId: number, { documents, listed }: Batch): void {
    for (const { parent } of documents) {
      const container = parent === undefined ? undefined : this.#rows.byKey.get(hashId(parent));
      if (!container) continue;
      for (const placed of this.#rows.placements.values()) delete placed.get(container.documentId)?.listing;
    }
    const placed = this.#rows.placed(homeId);
    for (const { key, digest, members } of listed) {
      const container = placed.get(this.#rows.byKey.get(key)?.documentId ?? 0);
      if (container) container.listing = { digest, documents: members };
    }
  }

  /** What one reading of a slice places, an unfinished other one must not find absent. */
  #mark(reading: MemoryReading, homeId: number, written: readonly number[], batch: Batch): void {
    for (const id of [...batch.seen, ...written]) reading.seen.add(id);
    const placed = [...written, ...batch.placed.map(({ documentId }) => documentId)];
    for (const sibling of this.#rows.readings.values()) {
      if (sibling.homeId !== homeId || sibling === reading || sibling.cursor === null) continue;
      for (const id of placed) sibling.seen.add(id);
    }
  }
}
