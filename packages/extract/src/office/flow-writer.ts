import { type CellSpan, PageWriter } from '../html/page-writer.ts';
import type { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { type ListPlace, ListTracker } from './list-tracker.ts';

/** How a piece of text looks. */
export interface TextStyle {
  readonly strong?: boolean;
  readonly emphasis?: boolean;
  readonly deleted?: boolean;
  /** Of the link that it is a part of. */
  readonly address?: string;
}

/** What a paragraph is. */
export interface ParagraphKind {
  /** 1 to 6. */
  readonly heading?: number;
  readonly list?: ListPlace;
  /** A line of code: such paragraphs in a row become one block. */
  readonly code?: boolean;
}

export const plain: TextStyle = {};
const ordinary: ParagraphKind = {};
/** No address is one of these. */
const strongMark = '**';
const emphasisMark = '*';
const deletedMark = '~~';

/** Writes what word processors store: a flow of paragraphs, each with pieces of styled text, and tables. */
export class FlowWriter {
  /** Of the markdown. */
  readonly maxBytes: number;
  readonly #page: PageWriter;
  readonly #lists: ListTracker;
  #kind: ParagraphKind = ordinary;
  #style: TextStyle = plain;
  /** The open spans, outermost first: a mark, or the address of a link. */
  readonly #spans: string[] = [];
  #hasText = false;
  /** Parsers hand out a text in pieces; whether something in it is markup shows only in the whole. */
  readonly #text: string[] = [];
  #line = '';
  readonly #code: string[] = [];
  #tables = 0;

  constructor(out: MarkdownBuilder) {
    this.maxBytes = out.maxBytes;
    this.#page = new PageWriter(out, undefined);
    this.#lists = new ListTracker(this.#page);
  }

  /** Begins a paragraph; what was not ended is. */
  startParagraph(kind: ParagraphKind = ordinary): void {
    this.endParagraph();
    if (!kind.code) this.#flushCode();
    this.#kind = kind;
  }

  addText(data: string, style: TextStyle = plain): void {
    if (data === '') return;
    if (this.#kind.code) {
      this.#line += data;
      return;
    }
    if (!sameStyle(style, this.#style)) this.#changeStyle(style);
    this.#hasText ||= /\S/.test(data);
    this.#text.push(data);
  }

  /** Adds markdown that is complete in itself, such as the mark of a footnote. */
  addMarkdown(markdown: string): void {
    this.#changeStyle(plain);
    this.#hasText = true;
    this.#page.inline.addMarkdown(markdown);
  }

  addBreak(): void {
    if (this.#kind.code) this.#line += '\n';
    else {
      this.#flushText();
      this.#page.inline.addBreak('  \n');
    }
  }

  endParagraph(): void {
    const { code, heading, list } = this.#kind;
    this.#kind = ordinary;
    if (code) {
      this.#code.push(this.#line);
      this.#line = '';
      return;
    }
    this.#changeStyle(plain);
    const cell = this.#tables > 0;
    if (!this.#hasText) this.#page.inline.take();
    else if (cell && list) this.#writeItemInCell(list);
    else {
      if (list) this.#lists.openItem(list);
      else if (!cell) this.#lists.end();
      this.#page.setHeading(list ? 0 : (heading ?? 0));
      this.#page.endBlock();
      this.#page.setHeading(0);
    }
    this.#hasText = false;
  }

  /** Begins a table. One inside a cell of another becomes lines of that cell. */
  openTable(): void {
    this.endParagraph();
    this.#flushCode();
    this.#tables++;
    if (this.#tables > 1) return;
    this.#lists.end();
    this.#page.openTable({ layout: false, cells: 0 });
  }

  openRow(): void {
    if (this.#tables === 1) this.#page.openRow();
  }

  openCell(span: Partial<CellSpan> = {}): void {
    if (this.#tables === 1) this.#page.openCell({ heading: false, columns: undefined, rows: undefined, ...span });
  }

  closeCell(): void {
    this.endParagraph();
    this.#flushCode();
    if (this.#tables === 1) this.#page.closeCell();
  }

  closeTable(): void {
    if (this.#tables === 0) return;
    this.endParagraph();
    this.#tables--;
    if (this.#tables === 0) this.#page.closeTable();
  }

  /** Writes what is still open. */
  finish(): void {
    this.endParagraph();
    this.#flushCode();
    while (this.#tables > 0) this.closeTable();
    this.#lists.end();
  }

  #writeItemInCell({ number }: ListPlace): void {
    this.#page.openList(number);
    this.#page.openItem();
    this.#page.endBlock();
    this.#page.closeItem();
    this.#page.closeList();
  }

  #flushCode(): void {
    if (this.#code.length === 0) return;
    if (this.#tables === 0) this.#lists.end();
    this.#page.addCode(this.#code.join('\n'), '');
    this.#code.length = 0;
  }

  #flushText(): void {
    if (this.#text.length === 0) return;
    this.#page.inline.addText(this.#text.join(''));
    this.#text.length = 0;
  }

  #changeStyle(style: TextStyle): void {
    this.#flushText();
    this.#style = style;
    const wanted = this.#spansOf(style);
    const kept = wanted.findIndex((span, index) => span !== this.#spans[index]);
    const common = kept === -1 ? wanted.length : kept;
    for (; this.#spans.length > common; this.#spans.pop()) this.#page.inline.closeSpan();
    for (const span of wanted.slice(common)) this.#openSpan(span);
  }

  /** Outermost first. In a heading everything is bold. */
  #spansOf({ address, strong, emphasis, deleted }: TextStyle): string[] {
    return [
      ...(address === undefined ? [] : [address]),
      ...(strong && this.#kind.heading === undefined ? [strongMark] : []),
      ...(emphasis ? [emphasisMark] : []),
      ...(deleted ? [deletedMark] : []),
    ];
  }

  #openSpan(span: string): void {
    this.#spans.push(span);
    if (span === strongMark) this.#page.inline.openSpan({ kind: 'strong' });
    else if (span === emphasisMark) this.#page.inline.openSpan({ kind: 'emphasis' });
    else if (span === deletedMark) this.#page.inline.openSpan({ kind: 'deleted' });
    else this.#page.openLink(span);
  }
}

function sameStyle(one: TextStyle, other: TextStyle): boolean {
  return (
    one === other ||
    (!one.strong === !other.strong &&
      !one.emphasis === !other.emphasis &&
      !one.deleted === !other.deleted &&
      one.address === other.address)
  );
}
