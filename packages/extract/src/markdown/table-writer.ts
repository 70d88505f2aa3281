import type { MarkdownBuilder } from './markdown-builder.ts';

/** Rows of one table; a longer one goes on as another table with the same header, so that a part of it still makes sense. */
const rowsPerTable = 500;

/** Writes GFM tables row by row. Cells are markdown: {@link escapeCell} makes them from plain text. */
export class TableWriter {
  readonly #out: MarkdownBuilder;
  readonly #head: string;
  #rows = 0;

  /** @param header one cell per column; cells of a row beyond it would not be shown, so it must be as wide as the widest row. */
  constructor(out: MarkdownBuilder, header: readonly string[]) {
    this.#out = out;
    this.#head = `${formatRow(header)}\n|${' --- |'.repeat(header.length)}`;
  }

  addRow(cells: readonly string[]): void {
    if (this.#rows % rowsPerTable === 0) this.#out.addBlock(this.#head);
    this.#out.add(`\n${formatRow(cells)}`);
    this.#rows++;
  }

  /** Writes the header when there was no row. */
  end(): void {
    if (this.#rows === 0) this.#out.addBlock(this.#head);
  }
}

function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Plain text for a table cell: one line, its pipes escaped, nothing in it a tag. */
export function escapeCell(text: string): string {
  const trimmed = text.trim();
  if (!/[|\\<\n\r]/.test(trimmed)) return trimmed;
  return trimmed
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replaceAll('\r\n', '<br>')
    .replaceAll('\n', '<br>')
    .replaceAll('\r', '<br>');
}
