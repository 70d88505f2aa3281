import type { PageWriter } from '../html/page-writer.ts';

/** What a list item says about its place. */
export interface ListPlace {
  /** 0 is the outermost. */
  readonly level: number;
  /** Its number; undefined in a list without numbers. */
  readonly number: number | undefined;
}

/** Makes nested lists of paragraphs that only say how deep they are. */
export class ListTracker {
  readonly #page: PageWriter;
  /** The open lists, outermost first: whether they have numbers. */
  readonly #open: boolean[] = [];

  constructor(page: PageWriter) {
    this.#page = page;
  }

  /** Begins an item; the one before it ends, and so do deeper lists. A level that was skipped does not count. */
  openItem({ level, number }: ListPlace): void {
    const depth = Math.min(level, this.#open.length);
    this.#closeTo(depth + 1);
    if (this.#open.length > depth) {
      if (this.#open[depth] === (number !== undefined)) this.#page.closeItem();
      else this.#closeTo(depth);
    }
    if (this.#open.length === depth) {
      this.#page.openList(number);
      this.#open.push(number !== undefined);
    }
    this.#page.openItem();
  }

  end(): void {
    this.#closeTo(0);
  }

  #closeTo(depth: number): void {
    while (this.#open.length > depth) {
      this.#page.closeItem();
      this.#page.closeList();
      this.#open.pop();
    }
  }
}
