import type { FlowWriter } from '../office/flow-writer.ts';

/** Makes tables of paragraphs that only say that they are in one, and of the ends of cells and rows. */
export class RtfTable {
  readonly #flow: FlowWriter;
  #state: 'none' | 'table' | 'row' | 'cell' = 'none';

  constructor(flow: FlowWriter) {
    this.#flow = flow;
  }

  /** Opens or ends a table so that the next paragraph stands where it says. */
  place(inTable: boolean): void {
    if (!inTable) {
      this.end();
      return;
    }
    if (this.#state === 'none') this.#flow.openTable();
    if (this.#state === 'none' || this.#state === 'table') this.#flow.openRow();
    if (this.#state !== 'cell') this.#flow.openCell();
    this.#state = 'cell';
  }

  endCell(): void {
    this.place(true);
    this.#flow.closeCell();
    this.#state = 'row';
  }

  endRow(): void {
    if (this.#state === 'cell') this.#flow.closeCell();
    if (this.#state !== 'none') this.#state = 'table';
  }

  end(): void {
    if (this.#state === 'none') return;
    if (this.#state === 'cell') this.#flow.closeCell();
    this.#flow.closeTable();
    this.#state = 'none';
  }
}
