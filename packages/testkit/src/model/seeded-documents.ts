import { compareIds } from './compare-ids.ts';
import type { Item } from './item.ts';
import { mix } from './seeded-random.ts';
import type { SeededText } from './seeded-text.ts';

export interface SeededDocumentsOptions {
  readonly seed: number;
  readonly documents: number;
  readonly feeds: readonly string[];
  /** Folder ids of each feed, in the order of `feeds`. */
  readonly folders: readonly (readonly string[])[];
  readonly text: SeededText;
  /** When the last of them was modified. */
  readonly modifiedAt: number;
}

/** The documents that were there from the start, computed when they are asked for and never held. Document i lives in feed i modulo the feeds. */
export class SeededDocuments {
  readonly #options: SeededDocumentsOptions;
  #revision = 1;
  #modifiedAt: number;

  constructor(options: SeededDocumentsOptions) {
    this.#options = options;
    this.#modifiedAt = options.modifiedAt;
  }

  /** Gives all of them another content. */
  revise(revision: number, modifiedAt: number): void {
    this.#revision = revision;
    this.#modifiedAt = modifiedAt;
  }

  idAt(index: number): string {
    return `d${String(index).padStart(9, '0')}`;
  }

  /** -1 when the id is none of them. */
  indexOf(id: string): number {
    if (!/^d\d{9}$/.test(id)) return -1;
    const index = Number(id.slice(1));
    return index < this.#options.documents ? index : -1;
  }

  homeOf(index: number): string {
    return this.#options.feeds[index % this.#options.feeds.length] ?? '';
  }

  itemAt(index: number): Item {
    const feeds = this.#options.feeds.length;
    const home = this.homeOf(index);
    const folders = this.#options.folders[index % feeds] ?? [];
    return {
      id: this.idAt(index),
      container: false,
      title: this.#options.text.title(index),
      parent: folders[(mix(index ^ this.#options.seed) % (folders.length + 1)) - 1] ?? home,
      feeds: [home],
      revision: this.#revision,
      modifiedAt: this.modifiedAt(index),
    };
  }

  /** Never decreases with the index. */
  modifiedAt(index: number): number {
    return this.#revision > 1 ? this.#modifiedAt : this.#modifiedAt - (this.#options.documents - 1 - index) * 1000;
  }

  /** Indexes of a feed in ascending order, from the first whose id comes after `id`. */
  *indexesAfter(feed: string, id: string | undefined): Generator<number> {
    yield* this.#indexesFrom(feed, (index) => id === undefined || compareIds(this.idAt(index), id) > 0);
  }

  /** Indexes of a feed in ascending order, from the first that was modified at `time` or later, and if then, has an id after `id`. */
  *indexesModified(feed: string, time: number, id: string): Generator<number> {
    yield* this.#indexesFrom(feed, (index) => {
      const modified = this.modifiedAt(index);
      return modified > time || (modified === time && compareIds(this.idAt(index), id) > 0);
    });
  }

  /** `reached` is false up to some index and true from there on. */
  *#indexesFrom(feed: string, reached: (index: number) => boolean): Generator<number> {
    const { documents, feeds } = this.#options;
    const first = feeds.indexOf(feed);
    if (first < 0) return;
    let low = 0;
    let high = Math.max(0, Math.ceil((documents - first) / feeds.length));
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reached(first + middle * feeds.length)) high = middle;
      else low = middle + 1;
    }
    for (let index = first + low * feeds.length; index < documents; index += feeds.length) yield index;
  }
}
