import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { TableWriter } from '../markdown/table-writer.ts';

interface Row {
  readonly cells: string[];
  heading: boolean;
}

/** A cell that claims more columns or rows than this is not believed. */
const maxSpan = 100;
/** Cells that only fill the place of wide and high ones, in one table. */
const maxFilled = 100_000;

/** The cells of one data table, flattened to plain rows. */
export class TableCollector {
  readonly #rows: Row[] = [];
  /** For each column, how many more rows the cell above reaches down. */
  #reaching: number[] = [];
  #filled = 0;

  addRow(): void {
    const row: Row = { cells: [], heading: true };
    this.#rows.push(row);
    this.#skipReached(row.cells);
  }

  addCell(
    markdown: string,
    options: { heading: boolean; columns: string | undefined; rows: string | undefined },
  ): void {
    if (this.#rows.length === 0) this.addRow();
    const row = this.#rows.at(-1);
    if (row === undefined) return;
    row.heading &&= options.heading;
    const columns = readSpan(options.columns);
    const rows = readSpan(options.rows);
    for (let index = 0; index < columns && (index === 0 || this.#fill()); index++) {
      this.#reaching[row.cells.length] = rows - 1;
      row.cells.push(index === 0 ? markdown : '');
    }
    this.#skipReached(row.cells);
  }

  /** The table; empty when no cell holds anything. */
  toMarkdown(maxBytes: number): string {
    const out = new MarkdownBuilder(maxBytes);
    const rows = this.#rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
    const first = rows[0];
    if (first === undefined) return '';
    const width = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
    const header = first.heading || isBold(first) ? first.cells : [];
    const table = new TableWriter(out, [...header, ...new Array<string>(width - header.length).fill('')]);
    for (const { cells } of header === first.cells ? rows.slice(1) : rows) table.addRow(cells);
    table.end();
    return out.toString();
  }

  /** Empty cells where one from a row above reaches down. */
  #skipReached(cells: string[]): void {
    while ((this.#reaching[cells.length] ?? 0) > 0 && this.#fill()) {
      this.#reaching[cells.length] = (this.#reaching[cells.length] ?? 1) - 1;
      cells.push('');
    }
  }

  #fill(): boolean {
    this.#filled++;
    return this.#filled <= maxFilled;
  }
}

function readSpan(written: string | undefined): number {
  const count = written === undefined ? 1 : Number.parseInt(written, 10);
  return count > 1 && count <= maxSpan ? count : 1;
}

/** Word processors write a header as ordinary cells in bold. */
function isBold({ cells }: Row): boolean {
  return cells.length > 1 && cells.every((cell) => cell.startsWith('**') && cell.endsWith('**'));
}
