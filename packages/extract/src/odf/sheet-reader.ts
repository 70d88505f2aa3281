import { escapeMarkdown } from '../html/escape-markdown.ts';
import type { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { SheetTable } from '../sheet/sheet-table.ts';
import type { XmlAttributes, XmlHandler } from '../xml/parse-xml.ts';
import { readAttribute, readNumber } from '../xml/read-attribute.ts';

/** A cell or row that is said to be there more often is written this often. */
const maxRepeated = 1000;
const maxColumns = 16_384;

/** Reads the sheets of an OpenDocument spreadsheet: cells as they are shown. */
export class SheetReader implements XmlHandler {
  readonly #out: MarkdownBuilder;
  #table: SheetTable | undefined;
  #name = '';
  #row = new Map<number, string>();
  #column = 0;
  #rowRepeated = 1;
  #cellRepeated = 1;
  #lines: string[] | undefined;
  /** Of a cell that does not say how it is shown. */
  #value = '';
  #comment = false;
  #skipDepth = 0;

  constructor(out: MarkdownBuilder) {
    this.#out = out;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (
      this.#skipDepth > 0 ||
      name === 'tracked-changes' ||
      name === 'forms' ||
      name === 'creator' ||
      name === 'date'
    ) {
      this.#skipDepth++;
    } else if (name === 'table') {
      this.#table = new SheetTable(this.#out);
      this.#name = readAttribute(attributes, 'name') ?? '';
    } else if (name === 'table-row') {
      this.#row = new Map();
      this.#column = 0;
      this.#rowRepeated = readNumber(attributes, 'number-rows-repeated') ?? 1;
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      this.#cellRepeated = readNumber(attributes, 'number-columns-repeated') ?? 1;
      this.#lines = [];
      this.#value = readValue(attributes);
    } else if (name === 'annotation') this.#comment = true;
    else if (name === 'p') this.#lines?.push(this.#comment ? 'Comment: ' : '');
    else if (name === 's') this.text(' '.repeat(Math.min(readNumber(attributes, 'c') ?? 1, maxRepeated)));
    else if (name === 'line-break') this.text('\n');
  }

  text(data: string): void {
    const lines = this.#lines;
    if (this.#skipDepth === 0 && lines && lines.length > 0) lines[lines.length - 1] += data;
  }

  close(name: string): void {
    if (this.#skipDepth > 0) this.#skipDepth--;
    else if (name === 'annotation') this.#comment = false;
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#closeCell();
    else if (name === 'table-row') this.#closeRow();
    else if (name === 'table') {
      this.#table?.end();
      this.#table = undefined;
    }
  }

  #closeCell(): void {
    const text = this.#lines?.length ? this.#lines.join('\n') : this.#value;
    this.#lines = undefined;
    if (text.trim() !== '') {
      const times = Math.min(this.#cellRepeated, maxRepeated);
      for (let index = 0; index < times && this.#column + index < maxColumns; index++) {
        this.#row.set(this.#column + index, text);
      }
    }
    this.#column += this.#cellRepeated;
  }

  #closeRow(): void {
    if (this.#row.size === 0 || this.#table === undefined) return;
    if (this.#name !== '') this.#out.addBlock(`## ${escapeMarkdown(this.#name)}`);
    this.#name = '';
    for (let index = 0; index < Math.min(this.#rowRepeated, maxRepeated); index++) this.#table.addRow(this.#row);
  }
}

function readValue(attributes: XmlAttributes): string {
  const names = ['string-value', 'date-value', 'time-value', 'boolean-value', 'value'];
  return names.map((name) => readAttribute(attributes, name)).find((value) => value !== undefined) ?? '';
}
