import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { FlowWriter, type ParagraphKind, plain, type TextStyle } from '../office/flow-writer.ts';
import type { XmlAttributes, XmlHandler } from '../xml/parse-xml.ts';
import { readAttribute, readNumber } from '../xml/read-attribute.ts';
import type { OdfStyles } from './styles.ts';

interface OpenList {
  readonly style: string | undefined;
  readonly numbered: boolean;
  /** Items so far. */
  items: number;
  /** The first paragraph of the item carries its mark. */
  fresh: boolean;
}

interface OpenNote {
  readonly kind: 'note' | 'comment';
  readonly out: MarkdownBuilder;
  readonly outer: FlowWriter;
  readonly mark: string;
  author: string;
}

/** Where the text goes on after a note or a text box. */
interface OuterPlace {
  readonly paragraph: ParagraphKind | undefined;
  readonly lists: OpenList[];
  readonly spans: TextStyle[];
  readonly hiddenSpans: boolean[];
}

/** What was deleted, what tools and forms keep, what another element repeats, and readings above ruby text. */
const skipped = new Set(
  'tracked-changes note-citation ruby-text forms scripts event-listeners hidden-text hidden-paragraph'.split(' '),
);
const maxSpaces = 100;
const maxNotes = 20_000;

/** Reads the text of an OpenDocument file. Tracked deletions and hidden text are out; footnotes and comments come last. */
export class TextReader implements XmlHandler {
  readonly notes: string[] = [];
  readonly #styles: OdfStyles;
  #flow: FlowWriter;
  #skipDepth = 0;
  #depth = 0;
  #slides = 0;
  #paragraph: ParagraphKind | undefined;
  #started = false;
  #spans: TextStyle[] = [];
  #hiddenSpans: boolean[] = [];
  readonly #links: (string | undefined)[] = [];
  #lists: OpenList[] = [];
  #note: OpenNote | undefined;
  #reading: 'author' | 'description' | undefined;
  readonly #outer: OuterPlace[] = [];

  constructor(flow: FlowWriter, styles: OdfStyles) {
    this.#flow = flow;
    this.#styles = styles;
  }

  open(name: string, attributes: XmlAttributes): void {
    this.#depth++;
    if (this.#skipDepth > 0) return;
    if (skipped.has(name) || this.#isHidden(name, attributes)) this.#skipDepth = this.#depth;
    else if (name === 'p' || name === 'h') this.#openParagraph(name, attributes);
    else if (name === 'span') this.#openSpan(readAttribute(attributes, 'style-name'));
    else if (name === 's') this.#addText(' '.repeat(Math.min(readNumber(attributes, 'c') ?? 1, maxSpaces)));
    else if (name === 'tab') this.#addText('\t');
    else if (name === 'line-break') this.#addBreak();
    else if (name === 'a') this.#links.push(readAttribute(attributes, 'href'));
    else if (name === 'note') this.#openNote('note');
    else if (name === 'annotation') this.#openNote('comment');
    else if (name === 'creator' && this.#aboutComment) this.#reading = 'author';
    else if (name === 'desc') this.#reading = 'description';
    else if (name === 'page') this.#writeSlideHeading();
    else if (this.#aboutComment && (name === 'date' || name === 'date-string')) this.#skipDepth = this.#depth;
    else this.#openBlock(name, attributes);
  }

  text(data: string): void {
    if (this.#skipDepth > 0) return;
    if (this.#reading === 'author') {
      if (this.#note) this.#note.author += data;
    } else if (this.#reading === 'description') this.#addText(` ${data} `);
    else if (this.#paragraph !== undefined) this.#addText(data);
  }

  close(name: string): void {
    const depth = this.#depth--;
    if (this.#skipDepth > 0) {
      if (this.#skipDepth === depth) this.#skipDepth = 0;
      return;
    }
    if (name === 'p' || name === 'h') {
      this.#flow.endParagraph();
      this.#paragraph = undefined;
    } else if (name === 'span') {
      this.#spans.pop();
      this.#hiddenSpans.pop();
    } else if (name === 'a') this.#links.pop();
    else if (name === 'creator' || name === 'desc') this.#reading = undefined;
    else if (name === 'note' || name === 'annotation') this.#closeNote();
    else if (name === 'list') this.#lists.pop();
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#flow.closeCell();
    else if (name === 'table') this.#flow.closeTable();
    else if (name === 'text-box') this.#leave();
  }

  /** Between the start of a comment and its first paragraph. */
  get #aboutComment(): boolean {
    return this.#note?.kind === 'comment' && this.#paragraph === undefined;
  }

  #isHidden(name: string, attributes: XmlAttributes): boolean {
    return name === 'section' && readAttribute(attributes, 'display') === 'none';
  }

  #openParagraph(name: string, attributes: XmlAttributes): void {
    const style = readAttribute(attributes, 'style-name');
    this.#flow.endParagraph();
    this.#started = false;
    this.#paragraph = this.#kindOf(name, style, readNumber(attributes, 'outline-level'));
    this.#spans = [];
    this.#hiddenSpans = [];
    this.#openSpan(style);
  }

  #kindOf(name: string, style: string | undefined, level: number | undefined): ParagraphKind {
    if (name === 'h') return { heading: Math.min(Math.max(level ?? 1, 1), 6) };
    if (this.#styles.isTitle(style)) return { heading: 1 };
    if (this.#styles.isCode(style)) return { code: true };
    const list = this.#lists.at(-1);
    if (list === undefined) return {};
    if (!list.fresh) return { list: { level: this.#lists.length, number: undefined } };
    list.fresh = false;
    return { list: { level: this.#lists.length - 1, number: list.numbered ? list.items : undefined } };
  }

  #openSpan(style: string | undefined): void {
    const { strong, emphasis, deleted, hidden } = this.#styles.look(style);
    const outer = this.#spans.at(-1);
    this.#hiddenSpans.push((hidden ?? false) || this.#hiddenSpans.at(-1) === true);
    this.#spans.push({
      strong: strong ?? outer?.strong,
      emphasis: emphasis ?? outer?.emphasis,
      deleted: deleted ?? outer?.deleted,
    });
  }

  #openBlock(name: string, attributes: XmlAttributes): void {
    if (name === 'list') {
      const style = readAttribute(attributes, 'style-name') ?? this.#lists.at(-1)?.style;
      const numbered = this.#styles.isNumbered(style, this.#lists.length);
      this.#lists.push({ style, numbered, items: 0, fresh: false });
    } else if (name === 'list-item' || name === 'list-header') {
      const list = this.#lists.at(-1);
      if (list) {
        list.items = readNumber(attributes, 'start-value') ?? list.items + 1;
        list.fresh = name === 'list-item';
      }
    } else if (name === 'table') this.#flow.openTable();
    else if (name === 'table-row') this.#flow.openRow();
    else if (name === 'table-cell' || name === 'covered-table-cell') {
      this.#flow.openCell({ columns: readAttribute(attributes, 'number-columns-repeated') });
    } else if (name === 'text-box') this.#enter();
  }

  #writeSlideHeading(): void {
    this.#slides++;
    this.#flow.startParagraph({ heading: 2 });
    this.#flow.addText(`Slide ${this.#slides}`);
    this.#flow.endParagraph();
  }

  #openNote(kind: OpenNote['kind']): void {
    if (this.#note !== undefined || this.notes.length >= maxNotes) {
      this.#skipDepth = this.#depth;
      return;
    }
    const mark = `[^${this.notes.length + 1}]`;
    this.#ensureStarted();
    this.#flow.addMarkdown(mark);
    const out = new MarkdownBuilder(this.#flow.maxBytes);
    this.#note = { kind, out, outer: this.#flow, mark, author: '' };
    this.#goIn(this.#paragraph);
    this.#flow = new FlowWriter(out);
  }

  #closeNote(): void {
    if (this.#note === undefined) return;
    const { kind, out, outer, mark, author } = this.#note;
    this.#flow.finish();
    const by = kind === 'comment' ? `Comment${author === '' ? '' : ` by ${author}`}: ` : '';
    this.notes.push(`${mark}: ${by}${out.toString().replaceAll('\n', '\n    ')}`);
    this.#note = undefined;
    this.#flow = outer;
    this.#goOut();
    this.#started = true;
  }

  /** Into a text box: the paragraph that it stands in goes on after it. */
  #enter(): void {
    this.#flow.endParagraph();
    this.#goIn(this.#paragraph && {});
  }

  #leave(): void {
    this.#flow.endParagraph();
    this.#goOut();
    this.#started = false;
  }

  #goIn(paragraph: ParagraphKind | undefined): void {
    this.#outer.push({ paragraph, lists: this.#lists, spans: this.#spans, hiddenSpans: this.#hiddenSpans });
    this.#lists = [];
    this.#spans = [];
    this.#hiddenSpans = [];
    this.#paragraph = undefined;
  }

  #goOut(): void {
    const outer = this.#outer.pop();
    this.#paragraph = outer?.paragraph;
    this.#lists = outer?.lists ?? [];
    this.#spans = outer?.spans ?? [];
    this.#hiddenSpans = outer?.hiddenSpans ?? [];
  }

  #addText(data: string): void {
    if (data === '' || this.#hiddenSpans.at(-1) === true) return;
    this.#ensureStarted();
    const { strong, emphasis, deleted } = this.#spans.at(-1) ?? plain;
    const address = this.#links.at(-1);
    this.#flow.addText(data, strong || emphasis || deleted || address ? { strong, emphasis, deleted, address } : plain);
  }

  #addBreak(): void {
    this.#ensureStarted();
    this.#flow.addBreak();
  }

  #ensureStarted(): void {
    if (this.#started) return;
    this.#started = true;
    this.#flow.startParagraph(this.#paragraph ?? {});
  }
}
