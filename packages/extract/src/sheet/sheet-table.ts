import { type MarkdownBuilder, tooMuchMarkdown } from '../markdown/markdown-builder.ts';
import { escapeCell, TableWriter } from '../markdown/table-writer.ts';

/** Rows that are looked at to find the columns in use. */
const sampledRows = 1000;
/** Columns of one table; what is further right is joined in the last one. */
const maxColumns = 1000;

/** Cells with text, by column, in the order of columns. Columns count from 0. */
export type SheetRow = ReadonlyMap<number, string>;

/** Writes the rows of one sheet as tables, without the rows and columns that are empty. */
export class SheetTable {
  readonly #out: MarkdownBuilder;
  readonly #first: SheetRow[] = [];
  #columns: readonly number[] = [];
  #table: TableWriter | undefined;
  #length = 0;
  /** Some cells stood right of the columns in use and were joined in the last one. */
  overflow = false;

  constructor(out: MarkdownBuilder) {
    this.#out = out;
  }

  addRow(row: SheetRow): void {
    if (row.size === 0) return;
    this.#count(row);
    if (this.#table) this.#write(this.#table, row);
    else this.#first.push(row);
    if (this.#first.length >= sampledRows) this.#begin();
  }

  end(): void {
    if (this.#first.length > 0) this.#begin();
    this.#table?.end();
  }

  /** A text that many cells refer to becomes large only when they are written. */
  #count(row: SheetRow): void {
    for (const text of row.values()) this.#length += text.length;
    if (this.#length > this.#out.maxBytes) throw tooMuchMarkdown(this.#out.maxBytes);
  }

  #begin(): void {
    const used = new Set<number>();
    for (const row of this.#first) for (const column of row.keys()) used.add(column);
    this.#columns = [...used].sort((a, b) => a - b).slice(0, maxColumns);
    const [header = new Map<number, string>(), ...rows] = this.#first;
    this.#first.length = 0;
    const table = new TableWriter(this.#out, this.#cells(header));
    this.#table = table;
    for (const row of rows) this.#write(table, row);
  }

  #write(table: TableWriter, row: SheetRow): void {
    table.addRow(this.#cells(row));
  }

  #cells(row: SheetRow): string[] {
    const left = new Map(row);
    const cells = this.#columns.map((column) => {
      const text = left.get(column);
      left.delete(column);
      return text === undefined ? '' : escapeCell(text);
    });
    if (left.size === 0) return cells;
    this.overflow = true;
    const extra = [...left.values()].map(escapeCell);
    return [...cells.slice(0, -1), [cells.at(-1) ?? '', ...extra].filter((text) => text !== '').join(' ')];
  }
}
