import type { ErrorDescription, Json, SyncStore } from '@acequia/core';
import { hashId } from './hash-id.ts';
import { MemoryCommit } from './memory-commit.ts';
import { MemoryDepartures } from './memory-departures.ts';
import { MemoryLookUp } from './memory-look-up.ts';
import { beginAgain, MemoryReadings } from './memory-readings.ts';
import { type FinishedPass, type MemoryDocument, MemoryRows } from './memory-rows.ts';

/** A {@link SyncStore} for one data source in memory, with what a test wants to see of it. */
export interface MemoryStore extends SyncStore {
  /** Call it before each sync, as a host does: deletions are counted against what is live now. */
  beginSync(): void;
  /** Live documents by id. */
  documents(): ReadonlyMap<string, MemoryDocument>;
  /** Slices that have a document, by their ids. */
  slicesOf(id: string): readonly string[];
  /** Outstanding documents and contents by id, with the last error if there was one. */
  outstanding(): ReadonlyMap<string, { readonly attempts: number; readonly error?: ErrorDescription }>;
  /** Documents whose deletion waits for a person. */
  withheld(): readonly string[];
  /** The cursor of each slice's feed that has one. */
  cursors(): ReadonlyMap<string, Json>;
  /** Replaces the cursor of a slice's feed; null: it is read from the beginning, in a new pass. */
  setCursor(slice: string, cursor: Json | null): void;
  /** Passes that came to their end, in order. */
  readonly passes: readonly FinishedPass[];
}

/** The reference model of a store: small, single-threaded, no faster than it must be. `clock` is the host's. */
export function createMemoryStore(clock: { now(): number }): MemoryStore {
  const rows = new MemoryRows();
  const now = () => clock.now();
  const readings = new MemoryReadings(rows);
  const commits = new MemoryCommit(rows, readings, now);
  const lookUp = new MemoryLookUp(rows);
  const departures = new MemoryDepartures(rows, now);
  const feeds = () => [...rows.readings.values()].filter(({ kind }) => kind === 'feed');
  return {
    openReadings: async (offered, kind, basis) => readings.open(offered, kind, basis),
    knownSlices: async () => feeds().map(({ slice }) => slice.id),
    lease: async (readingId) => readings.lease(readingId),
    async renew(lease) {
      if (lease) rows.reading(lease);
    },
    release: async (lease, outcome) => readings.release(lease, outcome),
    restart: async (lease) => readings.restart(lease),
    keyOf: hashId,
    lookUp: async (lease, ids) => lookUp.lookUp(lease, ids),
    load: async (documentIds) => lookUp.load(documentIds),
    known: async (lease, ids) => lookUp.known(lease, ids),
    members: async (lease, ids) => lookUp.members(lease, ids),
    findAliases: async (lease, aliases) => lookUp.findAliases(lease, aliases),
    parents: async (ids) => lookUp.parents(ids),
    hasText: async (sharedAs) => rows.texts.get(sharedAs),
    due: async (lease, time, after, limit) => lookUp.due(lease, time, after, limit),
    asDue: async (ids) => lookUp.asDue(ids),
    commit: async (lease, batch) => commits.commit(lease, batch),
    owned: async (lease, ownerId) => lookUp.owned(lease, ownerId),
    claims: async (lease) => departures.claims(lease),
    absent: async (lease, claim, after, limit) => departures.absent(lease, claim, after, limit),
    depart: async (lease, documentIds) => departures.depart(lease, documentIds),
    endPass: async (lease, finished) => departures.endPass(lease, finished),
    hasGroups: async () => rows.groups !== undefined,
    async replaceGroups(groups) {
      rows.groups = await Array.fromAsync(groups);
    },
    departures: async () => departures.departures(),
    withhold: async (sliceIds) => departures.withhold(sliceIds),
    applyDepartures: async (limit) => departures.applyDepartures(limit),

    beginSync() {
      rows.liveAtStart = rows.liveDocuments().filter(({ container }) => !container).length;
    },
    documents: () => new Map(rows.liveDocuments().map((row) => [row.id, row])),
    slicesOf(id) {
      const documentId = rows.byKey.get(hashId(id))?.documentId ?? 0;
      return feeds()
        .filter((home) => rows.placed(home.id).has(documentId))
        .map(({ slice }) => slice.id)
        .sort();
    },
    outstanding: () => new Map([...rows.retries.values()].map(({ id, attempts, error }) => [id, { attempts, error }])),
    withheld() {
      const found = feeds().flatMap((home) =>
        [...rows.placed(home.id)].flatMap(([id, { state }]) =>
          state === 'withheld' ? (rows.documents.get(id)?.id ?? []) : [],
        ),
      );
      return [...new Set(found)];
    },
    cursors: () => new Map(feeds().flatMap(({ slice, cursor }) => (cursor === null ? [] : [[slice.id, cursor]]))),
    setCursor(slice, cursor) {
      for (const row of feeds()) {
        if (row.slice.id !== slice) continue;
        if (cursor === null) beginAgain(row);
        else row.cursor = cursor;
      }
    },
    passes: rows.passes,
  };
}
