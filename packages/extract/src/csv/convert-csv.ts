import { CsvError, parse } from 'csv-parse/sync';
import type { Draft, TextSource } from '../formats/format.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { escapeCell, TableWriter } from '../markdown/table-writer.ts';
import { sniffDelimiter } from './sniff-delimiter.ts';

/** Rows that are looked at for the width of the table. */
const widthRows = 1000;
const overflow = `Some rows have more cells than the first ${widthRows}: those cells are joined in the last column.`;

/** Rows -> GFM tables with the first row as the header. Ragged rows and stray quotes are taken as they are. */
export function convertCsv({ text, extension, maxMarkdownBytes }: TextSource): Draft {
  const delimiter = extension === 'tsv' || extension === 'tab' ? '\t' : sniffDelimiter(text);
  try {
    return readRows(text, { delimiter, quote: '"' }, maxMarkdownBytes);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const draft = readRows(text, { delimiter, quote: false }, maxMarkdownBytes);
    return {
      ...draft,
      warnings: ['A quotation mark is never closed: quotation marks were taken as text.', ...(draft.warnings ?? [])],
    };
  }
}

function readRows(text: string, options: { delimiter: string; quote: string | false }, maxBytes: number): Draft {
  const out = new MarkdownBuilder(maxBytes);
  const first: string[][] = [];
  let table: TableWriter | undefined;
  let width = 0;
  let ragged = false;
  const begin = () => {
    width = first.reduce((widest, row) => Math.max(widest, row.length), 0);
    const [header = [], ...rows] = first;
    const writer = new TableWriter(out, [...header, ...new Array<string>(width - header.length).fill('')]);
    for (const row of rows) writer.addRow(row);
    table = writer;
    return writer;
  };
  parse(text, {
    ...options,
    escape: options.quote,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: '\n',
    on_record(record: string[]) {
      const cells = record.map(escapeCell);
      if (table !== undefined) {
        ragged ||= cells.length > width;
        table.addRow(cells.length > width ? joinOverflow(cells, width) : cells);
      } else if (cells.some((cell) => cell !== '')) first.push(cells);
      if (table === undefined && first.length === widthRows) begin();
      return undefined;
    },
  });
  if (table === undefined && first.length === 0) return { markdown: '' };
  (table ?? begin()).end();
  return { markdown: out.toString(), warnings: ragged ? [overflow] : [] };
}

function joinOverflow(cells: readonly string[], width: number): string[] {
  return [...cells.slice(0, width - 1), cells.slice(width - 1).join(' \\| ')];
}
