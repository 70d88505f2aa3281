import { compareIds } from './compare-ids.ts';
import type { Item } from './item.ts';
import type { SeededDocuments } from './seeded-documents.ts';

/** A place in the order of (time, id). */
export interface ModifiedPosition {
  readonly time: number;
  readonly id: string;
}

/** What the source holds now: the seeded documents, except where something else was put or removed. */
export class ItemStore {
  readonly #seeded: SeededDocuments;
  readonly #explicit = new Map<string, Item>();
  /** Seeded ids that are not there any more. */
  readonly #removed = new Set<string>();
  readonly #containers = new Map<string, Item>();
  /** Sorted ids of each feed, apart from the seeded documents in their first home. */
  readonly #extras = new Map<string, string[]>();

  constructor(seeded: SeededDocuments) {
    this.#seeded = seeded;
  }

  get(id: string): Item | undefined {
    const item = this.#explicit.get(id);
    if (item || this.#removed.has(id)) return item;
    const index = this.#seeded.indexOf(id);
    return index < 0 ? undefined : this.#seeded.itemAt(index);
  }

  put(item: Item): void {
    for (const feed of this.get(item.id)?.feeds ?? []) if (!item.feeds.includes(feed)) this.#drop(feed, item.id);
    this.#removed.delete(item.id);
    this.#explicit.set(item.id, item);
    if (item.container) this.#containers.set(item.id, item);
    for (const feed of item.feeds) this.#add(feed, item.id);
  }

  remove(id: string): void {
    for (const feed of this.get(id)?.feeds ?? []) this.#drop(feed, id);
    this.#explicit.delete(id);
    this.#containers.delete(id);
    if (this.#seeded.indexOf(id) >= 0) this.#removed.add(id);
  }

  /** Folders and feeds. */
  containers(): Iterable<Item> {
    return this.#containers.values();
  }

  /** What was put, in the order of first putting. */
  explicit(): Iterable<Item> {
    return this.#explicit.values();
  }

  /** Items of a feed by id, after `after`. */
  *byId(feed: string, after?: string): Generator<Item> {
    const extras = this.#extras.get(feed) ?? [];
    let next = after === undefined ? 0 : position(extras, after, true);
    for (const index of this.#seeded.indexesAfter(feed, after)) {
      const id = this.#seeded.idAt(index);
      for (let extra = extras[next]; extra !== undefined && compareIds(extra, id) < 0; extra = extras[++next]) {
        yield* this.#existing(extra);
      }
      if (this.#removed.has(id)) continue;
      const item = this.#explicit.get(id) ?? this.#seeded.itemAt(index);
      if (item.feeds.includes(feed)) yield item;
    }
    for (let extra = extras[next]; extra !== undefined; extra = extras[++next]) yield* this.#existing(extra);
  }

  /** Items of a feed by (time, id), after `after`. */
  *byTime(feed: string, after: ModifiedPosition): Generator<Item> {
    const explicit = [...this.#explicit.values()]
      .filter((item) => item.feeds.includes(feed) && compareTimes(item, after) > 0)
      .sort((a, b) => a.modifiedAt - b.modifiedAt || compareIds(a.id, b.id));
    let next = 0;
    for (const index of this.#seeded.indexesModified(feed, after.time, after.id)) {
      const id = this.#seeded.idAt(index);
      if (this.#removed.has(id) || this.#explicit.has(id)) continue;
      const item = this.#seeded.itemAt(index);
      for (
        let put = explicit[next];
        put && compareTimes(put, { time: item.modifiedAt, id }) < 0;
        put = explicit[++next]
      ) {
        yield put;
      }
      yield item;
    }
    yield* explicit.slice(next);
  }

  *#existing(id: string): Generator<Item> {
    const item = this.get(id);
    if (item) yield item;
  }

  #isSeededHome(feed: string, id: string): boolean {
    const index = this.#seeded.indexOf(id);
    return index >= 0 && this.#seeded.homeOf(index) === feed;
  }

  #add(feed: string, id: string): void {
    if (this.#isSeededHome(feed, id)) return;
    const extras = this.#extras.get(feed) ?? [];
    this.#extras.set(feed, extras);
    const at = position(extras, id, false);
    if (extras[at] !== id) extras.splice(at, 0, id);
  }

  #drop(feed: string, id: string): void {
    const extras = this.#extras.get(feed) ?? [];
    const at = position(extras, id, false);
    if (extras[at] === id) extras.splice(at, 1);
  }
}

function compareTimes(item: Item, position: ModifiedPosition): number {
  return item.modifiedAt - position.time || compareIds(item.id, position.id);
}

/** Index of the first id that is not before `id`, or with `beyond` of the first after it. */
function position(ids: readonly string[], id: string, beyond: boolean): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareIds(ids[middle] ?? '', id);
    if (order < 0 || (beyond && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
