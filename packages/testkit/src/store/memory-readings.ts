import type { ErrorDescription, Lease, Reading, Slice } from '@acequia/core';
import type { MemoryReading, MemoryRows } from './memory-rows.ts';

/** The readings of the store: opening, leasing, starting again. */
export class MemoryReadings {
  readonly #rows: MemoryRows;

  constructor(rows: MemoryRows) {
    this.#rows = rows;
  }

  open(offered: readonly Slice[], kind: Exclude<Reading['kind'], 'relist'>, basis: string): Reading[] {
    const { readings } = this.#rows;
    for (const row of readings.values()) row.parked = row.kind !== 'relist';
    for (const slice of offered) {
      const home = this.#put('feed', slice, basis);
      if (kind !== 'feed') this.#put(kind, slice, basis, home.id);
    }
    const here = new Set(offered.map(({ id }) => id));
    return [...readings.values()]
      .filter((row) => !row.parked && (row.kind === kind || row.kind === 'relist') && here.has(row.slice.id))
      .map(readingOf);
  }

  lease(readingId: number): Lease | null {
    const row = this.#rows.readings.get(readingId);
    if (!row) return null;
    row.token += 1;
    delete row.waitingUntil;
    return { reading: readingOf(row), token: row.token, cursor: row.cursor };
  }

  release(lease: Lease, outcome: { readonly waitingUntil?: number; readonly error?: ErrorDescription }): void {
    const row = this.#rows.readings.get(lease.reading.id);
    if (row?.token !== lease.token) return;
    if (outcome.waitingUntil === undefined) delete row.waitingUntil;
    else row.waitingUntil = outcome.waitingUntil;
  }

  restart(lease: Lease): Lease {
    beginAgain(this.#rows.reading(lease));
    return { ...lease, cursor: null };
  }

  /** A container of this slice is to be read again, unless that is to be done already. */
  relist(home: MemoryReading, under: string): void {
    const { readings } = this.#rows;
    const known = [...readings.values()].some((row) => row.homeId === home.id && row.under === under);
    if (!known) this.#add('relist', { ...home.slice, roots: [{ id: under }] }, '', home.id, under);
  }

  #put(kind: Exclude<Reading['kind'], 'relist'>, slice: Slice, basis: string, homeId?: number): MemoryReading {
    const known = [...this.#rows.readings.values()].find((row) => row.kind === kind && row.slice.id === slice.id);
    if (!known) return this.#add(kind, slice, basis, homeId);
    known.slice = slice;
    known.parked = false;
    if (known.basis === basis) return known;
    known.basis = basis;
    delete known.finishedVersion;
    for (const placement of this.#rows.placed(known.id).values()) delete placement.listing;
    beginAgain(known);
    return known;
  }

  #add(kind: Reading['kind'], slice: Slice, basis: string, homeId?: number, under?: string): MemoryReading {
    const id = this.#rows.nextId();
    const row: MemoryReading = {
      id,
      kind,
      homeId: homeId ?? id,
      ...(under !== undefined && { under }),
      slice,
      basis,
      parked: false,
      cursor: null,
      claims: [],
      voided: false,
      pass: 0,
      seen: new Set(),
      token: 0,
      departing: 'no',
      emptied: false,
    };
    this.#rows.readings.set(id, row);
    return row;
  }
}

/** A new pass: no cursor, no marks, no claims. */
export function beginAgain(row: MemoryReading): void {
  row.cursor = null;
  row.claims = [];
  row.voided = false;
  row.pass += 1;
  row.seen = new Set();
}

function readingOf({ id, kind, under, slice, finishedVersion, waitingUntil }: MemoryReading): Reading {
  return {
    id,
    kind,
    slice,
    ...(under !== undefined && { under }),
    ...(finishedVersion !== undefined && { finishedVersion }),
    ...(waitingUntil !== undefined && { waitingUntil }),
  };
}
