import type { Document } from '../contract/document.ts';

/** Documents that came along with a content. */
export interface Extra {
  readonly owner: string;
  /** How many documents the owner was taken out of by extraction. */
  readonly depth: number;
  /** All that it owns by the connector's word. Absent: that said nothing. */
  readonly children?: readonly Document[];
  /** All that extraction found inside it. Absent: it was not taken apart. */
  readonly inside?: readonly Document[];
  readonly found?: readonly Document[];
  /** They are planned. */
  taken(): void;
}

/** What came along with contents and is not planned yet. */
export class ExtraQueue {
  readonly #extras: Extra[] = [];
  #came = Promise.withResolvers<void>();

  get isEmpty(): boolean {
    return this.#extras.length === 0;
  }

  add(extra: Extra): void {
    this.#extras.push(extra);
    this.#came.resolve();
    this.#came = Promise.withResolvers();
  }

  take(): Extra | undefined {
    return this.#extras.shift();
  }

  /** Resolves when the next one comes. */
  next(): Promise<void> {
    return this.#came.promise;
  }
}
