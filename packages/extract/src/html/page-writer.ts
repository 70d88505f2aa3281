import { fenceCode } from '../markdown/fence-code.ts';
import type { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { BlockWriter } from './block-writer.ts';
import { escapeLineStart, escapeMarkdown } from './escape-markdown.ts';
import { InlineWriter } from './inline-writer.ts';
import { readAddress } from './read-address.ts';
import type { TableSurvey } from './survey-html.ts';
import { TableCollector } from './table-collector.ts';

export interface CellSpan {
  readonly heading: boolean;
  readonly columns: string | undefined;
  readonly rows: string | undefined;
}

/** A cell of a data table: its blocks are gathered on one line. */
interface OpenCell {
  readonly span: CellSpan;
  readonly blocks: string[];
}

/** Where the blocks and spans of a page go: the page itself, or the table cell that is open. */
export class PageWriter {
  readonly inline = new InlineWriter();
  readonly #maxMarkdownBytes: number;
  readonly #blocks: BlockWriter;
  readonly #base: string | undefined;
  readonly #dropRelative: boolean;
  /** The number of the next item of each open list; undefined in those without numbers. */
  readonly #lists: (number | undefined)[] = [];
  /** The open tables; undefined for those that only arrange the page. */
  readonly #tables: (TableCollector | undefined)[] = [];
  #cell: OpenCell | undefined;
  /** The mark of the list item whose text begins, inside a cell. */
  #cellMarker = '';
  #headingLevel = 0;

  /** @param dropRelative addresses that are not absolute lead nowhere. */
  constructor(out: MarkdownBuilder, base: string | undefined, dropRelative = false) {
    this.#dropRelative = dropRelative;
    this.#maxMarkdownBytes = out.maxBytes;
    this.#blocks = new BlockWriter(out);
    this.#base = base;
  }

  /** Ends the paragraph (heading, cell line) that is being written, if any. */
  endBlock(): void {
    const text = this.inline.take();
    if (text === '') return;
    const lines = text.split('\n').map((line) => escapeLineStart(line.trimStart()));
    if (this.#cell !== undefined) this.#addToCell(lines.join('<br>').replaceAll('  <br>', '<br>'));
    else if (this.#headingLevel === 0) this.#blocks.write(lines.join('\n'));
    else this.#blocks.write(`${'#'.repeat(this.#headingLevel)} ${text.replaceAll('  \n', ' ')}`);
  }

  setHeading(level: number): void {
    this.#headingLevel = level;
  }

  addRule(): void {
    if (this.#cell === undefined) this.#blocks.write('---');
  }

  addCode(text: string, language: string): void {
    const code = text.startsWith('\n') ? text.slice(1) : text;
    if (code.trim() === '') return;
    if (this.#cell === undefined) {
      this.#blocks.write(fenceCode(code, language));
      return;
    }
    this.inline.openSpan({ kind: 'code' });
    this.inline.addText(code);
    this.inline.closeSpan();
    this.endBlock();
  }

  openLink(written: string | undefined): void {
    const address = this.#readAddress(written);
    this.inline.openSpan(address === undefined ? undefined : { kind: 'link', address });
  }

  addImage(source: string | undefined, description: string | undefined): void {
    const address = this.#readAddress(source);
    const alt = escapeMarkdown((description ?? '').replace(/\s+/g, ' ').trim());
    if (address !== undefined) this.inline.addMarkdown(`![${alt}](${address})`);
    else if (alt !== '') this.inline.addMarkdown(alt);
  }

  openQuotation(): void {
    if (this.#cell === undefined) this.#blocks.open('> ', false);
  }

  closeQuotation(): void {
    if (this.#cell === undefined) this.#blocks.close();
  }

  /** @param first the number of the first item; undefined for a list without numbers. */
  openList(first: number | undefined): void {
    this.#lists.push(first);
  }

  closeList(): void {
    this.#lists.pop();
    if (this.#lists.length === 0) this.#blocks.endList();
  }

  openItem(): void {
    const number = this.#lists.at(-1);
    if (number !== undefined) this.#lists[this.#lists.length - 1] = number + 1;
    const marker = number === undefined ? '- ' : `${number}. `;
    if (this.#cell === undefined) this.#blocks.open(marker, true);
    else this.#cellMarker = marker;
  }

  closeItem(): void {
    if (this.#cell === undefined) this.#blocks.close();
    else this.#cellMarker = '';
  }

  openTable({ layout }: TableSurvey): void {
    this.#tables.push(layout ? undefined : new TableCollector());
  }

  closeTable(): void {
    const table = this.#tables.pop()?.toMarkdown(this.#maxMarkdownBytes) ?? '';
    if (table !== '') this.#blocks.write(table);
  }

  openRow(): void {
    this.#tables.at(-1)?.addRow();
  }

  openCell(span: CellSpan): void {
    if (this.#tables.at(-1) !== undefined) this.#cell = { span, blocks: [] };
  }

  closeCell(): void {
    if (this.#cell === undefined) return;
    this.#tables.at(-1)?.addCell(this.#cell.blocks.join('<br>'), this.#cell.span);
    this.#cell = undefined;
    this.#cellMarker = '';
  }

  #readAddress(written: string | undefined): string | undefined {
    const address = readAddress(written, this.#base);
    return this.#dropRelative && address !== undefined && !/^[a-z][a-z0-9+.-]*:/i.test(address) ? undefined : address;
  }

  #addToCell(line: string): void {
    this.#cell?.blocks.push(this.#cellMarker + line.replaceAll('|', '\\|'));
    this.#cellMarker = '';
  }
}
