import type { AbsentDocument, Complete, Departures, Digest, Lease } from '@acequia/core';
import { compareIds } from '../model/compare-ids.ts';
import { hashId } from './hash-id.ts';
import type { MemoryPlacement, MemoryReading, MemoryRows } from './memory-rows.ts';

const day = 24 * 60 * 60 * 1000;

/** Documents that leave their slices: found by claims, counted, withheld or applied. */
export class MemoryDepartures {
  readonly #rows: MemoryRows;
  readonly #now: () => number;

  constructor(rows: MemoryRows, now: () => number) {
    this.#rows = rows;
    this.#now = now;
  }

  claims(lease: Lease): Complete[] {
    const { claims, voided, under } = this.#rows.reading(lease);
    if (voided) return [];
    const whole = ({ under, from, to }: Complete) => under === undefined && from === undefined && to === undefined;
    return claims.map((claim) => (under !== undefined && whole(claim) ? { ...claim, under } : claim));
  }

  absent(lease: Lease, claim: Complete, after: number, limit: number): AbsentDocument[] {
    const reading = this.#rows.reading(lease);
    const { homeId, seen } = reading;
    const under = claim.under === undefined ? undefined : this.#rows.below(homeId, new Set([hashId(claim.under)]));
    const safe = this.#protected(reading);
    return [...this.#rows.placed(homeId)]
      .filter(([id, placement]) => id > after && placement.state === 'present' && !seen.has(id) && !safe.has(id))
      .filter(([id, { alias }]) => (under ? under.has(id) : isInRange(claim, alias)))
      .flatMap(([id]) => this.#rows.documents.get(id) ?? [])
      .filter(({ owned }) => !owned)
      .sort((a, b) => a.documentId - b.documentId)
      .slice(0, limit)
      .map(({ documentId, id, ref, title }) => ({ documentId, id, ref, title }));
  }

  /** What failures of this pass protect: the failed documents and all below them. */
  #protected({ homeId, pass }: MemoryReading): Set<number> {
    const keys = new Set<Digest>();
    for (const retry of this.#rows.retries.values()) {
      if (retry.listing && retry.homeId === homeId && retry.pass === pass) keys.add(retry.key);
    }
    const safe = this.#rows.below(homeId, keys);
    for (const key of keys) {
      const row = this.#rows.byKey.get(key);
      if (row) safe.add(row.documentId);
    }
    return safe;
  }

  depart(lease: Lease, documentIds: readonly number[]): void {
    const { homeId } = this.#rows.reading(lease);
    this.#leave(homeId, documentIds, true);
    const home = this.#rows.readings.get(homeId);
    if (home && this.#isEmpty(homeId)) home.emptied = true;
  }

  endPass(lease: Lease, finished: boolean): void {
    const { retries, readings, passes } = this.#rows;
    const reading = this.#rows.reading(lease);
    const home = readings.get(reading.homeId) ?? reading;
    const claims = this.claims(lease);
    passes.push({ slice: reading.slice.id, kind: reading.kind, claims });
    if (home.departing === 'leaving') {
      this.#cascade(home.id, reading.seen);
      home.departing = 'ended';
    }
    if (!this.#isEmpty(home.id)) home.emptied = false;
    if (claims.some(({ under, from, to }) => under === undefined && from === undefined && to === undefined)) {
      for (const retry of retries.values()) {
        if (retry.listing && retry.homeId === home.id && retry.pass !== reading.pass) retries.delete(retry.key);
      }
    }
    // A pass goes on until something was claimed: what its first half saw must not look absent in the second.
    if (claims.length > 0) {
      reading.pass += 1;
      reading.seen = new Set();
    }
    reading.claims = [];
    reading.voided = false;
    if (reading.kind === 'relist' && reading.under !== undefined) {
      readings.delete(reading.id);
      retries.delete(hashId(reading.under));
    } else if (reading.kind !== 'feed') reading.cursor = null;
    else if (finished) reading.finishedVersion = reading.slice.version;
  }

  departures(): Departures {
    const leaving = new Set(this.#departing(['leaving', 'withheld']).map(([, id]) => id));
    const documents = [...leaving].filter((id) => !this.#rows.documents.get(id)?.container && !this.#rows.isHeld(id));
    const since = this.#now() - day;
    return {
      documents: documents.length,
      liveAtStart: this.#rows.liveAtStart,
      deletedLately: [...this.#rows.documents.values()].filter(
        ({ container, deletedAt = 0 }) => !container && deletedAt > since,
      ).length,
      emptied: this.#ended().flatMap(({ id, emptied }) => (emptied ? [id] : [])),
    };
  }

  withhold(sliceIds: readonly number[] = this.#ended().map(({ id }) => id)): number {
    for (const [sliceId, id, placement] of this.#departing(['leaving'])) {
      if (sliceIds.includes(sliceId) && !this.#rows.isHeld(id)) placement.state = 'withheld';
    }
    const withheld = new Set(this.#departing(['withheld']).map(([, id]) => id));
    return [...withheld].filter((id) => !this.#rows.documents.get(id)?.container).length;
  }

  applyDepartures(limit: number): { readonly deleted: number; readonly done: boolean } {
    const leaving = this.#departing(['leaving']).slice(0, limit);
    let deleted = 0;
    for (const [sliceId, id] of leaving) this.#rows.placed(sliceId).delete(id);
    for (const id of new Set(leaving.map(([, id]) => id))) {
      const row = this.#rows.documents.get(id);
      const placed = [...this.#rows.placements.values()].some((placements) => placements.has(id));
      if (!row || placed || row.deletedAt !== undefined) continue;
      row.deletedAt = this.#now();
      row.fingerprint = null;
      this.#rows.retries.delete(row.key);
      if (!row.container) deleted += 1;
    }
    const done = leaving.length < limit;
    if (done) for (const home of this.#ended()) if (!this.#hasDeparting(home.id)) home.departing = 'no';
    return { deleted, done };
  }

  /** What is below departed documents departs too; below absent ones only what was not seen, and what they own. */
  #cascade(homeId: number, seen: ReadonlySet<number>): void {
    const left = this.#keysOf(homeId, ({ state, absent }) => state === 'leaving' && !absent);
    this.#leave(homeId, [...this.#rows.below(homeId, left)], false);
    for (let before = -1; ; ) {
      const gone = this.#keysOf(homeId, ({ state, absent }) => state === 'leaving' && absent === true);
      if (gone.size === before) return;
      before = gone.size;
      const below = [...this.#rows.placed(homeId)].filter(
        ([id, { parentKey }]) =>
          parentKey !== null && gone.has(parentKey) && (!seen.has(id) || this.#rows.documents.get(id)?.owned),
      );
      this.#leave(
        homeId,
        below.map(([id]) => id),
        true,
      );
    }
  }

  #keysOf(homeId: number, which: (placement: MemoryPlacement) => boolean): Set<Digest> {
    const placed = [...this.#rows.placed(homeId)].filter(([, placement]) => which(placement));
    return new Set(placed.flatMap(([id]) => this.#rows.documents.get(id)?.key ?? []));
  }

  #leave(homeId: number, documentIds: readonly number[], absent: boolean): void {
    const home = this.#rows.readings.get(homeId);
    if (!home || documentIds.length === 0) return;
    home.departing = 'leaving';
    for (const id of documentIds) {
      const placement = this.#rows.placed(homeId).get(id);
      if (placement?.state !== 'present') continue;
      placement.state = 'leaving';
      placement.absent = absent;
    }
  }

  #ended(): MemoryReading[] {
    return [...this.#rows.readings.values()].filter(({ departing }) => departing === 'ended');
  }

  #departing(states: readonly MemoryPlacement['state'][]): [number, number, MemoryPlacement][] {
    return this.#ended().flatMap(({ id }) =>
      [...this.#rows.placed(id)]
        .filter(([, { state }]) => states.includes(state))
        .map(([documentId, placement]): [number, number, MemoryPlacement] => [id, documentId, placement]),
    );
  }

  #hasDeparting(homeId: number): boolean {
    return [...this.#rows.placed(homeId).values()].some(({ state }) => state === 'leaving' || state === 'withheld');
  }

  #isEmpty(homeId: number): boolean {
    return ![...this.#rows.placed(homeId)].some(
      ([id, { state }]) => (state === 'present' || state === 'kept') && !this.#rows.documents.get(id)?.container,
    );
  }
}

/** A claim without a range covers everything; with one, only what has an alias. */
function isInRange({ from, to }: Complete, alias: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  if (alias === undefined) return false;
  return (from === undefined || compareIds(alias, from) >= 0) && (to === undefined || compareIds(alias, to) < 0);
}
