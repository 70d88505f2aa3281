import { describePicture } from '../office/describe-picture.ts';
import { type FlowWriter, type ParagraphKind, plain, type TextStyle } from '../office/flow-writer.ts';
import type { Relationships } from '../office/relationships.ts';
import type { XmlAttributes, XmlHandler } from '../xml/parse-xml.ts';
import { isOn, readAttribute, readNumber, readPrefixedAttribute } from '../xml/read-attribute.ts';
import { FieldStack, readLink } from './field-stack.ts';
import type { Numbering } from './numbering.ts';
import type { ParagraphStyle } from './read-styles.ts';

/** What the parts of a document share. */
export interface DocxContext {
  readonly styles: ReadonlyMap<string, ParagraphStyle>;
  readonly numbering: Numbering;
  readonly relationships: Relationships;
  /** Takes note of a footnote, endnote or comment; gives the mark that stands in the text. */
  markNote(kind: NoteKind, id: string): string;
}

export type NoteKind = 'footnote' | 'endnote' | 'comment';

interface WrittenParagraph {
  style?: string;
  numberingId?: string;
  numberingLevel?: number;
  outlineLevel?: number;
}

/** What was deleted, earlier forms of what was changed, what another reader would draw in place of the same thing, and readings above ruby text. */
const skipped = new Set(
  'del moveFrom delText delInstrText Fallback rt rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange numberingChange'.split(
    ' ',
  ),
);

const noteOf: Readonly<Record<string, NoteKind>> = {
  footnoteReference: 'footnote',
  endnoteReference: 'endnote',
  commentReference: 'comment',
};

/** Reads the body of a Word document, or of a note, header or footer. Inserted text is in, deleted and hidden text is out. */
export class BodyReader implements XmlHandler {
  readonly #flow: FlowWriter;
  readonly #context: DocxContext;
  #skipDepth = 0;
  #paragraph: WrittenParagraph = {};
  #started = false;
  #inProperties = 0;
  #style: { strong?: boolean; emphasis?: boolean; deleted?: boolean; hidden?: boolean } = {};
  #inRun = false;
  readonly #links: (string | undefined)[] = [];
  readonly #fields = new FieldStack();
  #collecting: 'text' | 'instruction' | undefined;
  #cell: { columns?: string } | undefined;
  #rowIsHeader = false;
  /** Paragraphs that a text box stands in. */
  readonly #outer: WrittenParagraph[] = [];

  constructor(flow: FlowWriter, context: DocxContext) {
    this.#flow = flow;
    this.#context = context;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (this.#skipDepth > 0 || skipped.has(name)) {
      this.#skipDepth++;
      return;
    }
    if (name === 'pPr' || name === 'tcPr' || name === 'trPr' || name === 'tblPr') this.#inProperties++;
    else if (this.#inProperties > 0) this.#readProperty(name, attributes);
    else if (this.#inRun && this.#readRun(name, attributes)) return;
    else this.#openBlock(name, attributes);
  }

  text(data: string): void {
    if (this.#skipDepth > 0 || this.#collecting === undefined) return;
    if (this.#collecting === 'instruction') this.#fields.addInstruction(data);
    else this.#addText(data);
  }

  close(name: string): void {
    if (this.#skipDepth > 0) {
      this.#skipDepth--;
      return;
    }
    if (name === 't' || name === 'instrText') this.#collecting = undefined;
    else if (name === 'pPr' || name === 'tcPr' || name === 'trPr' || name === 'tblPr') this.#inProperties--;
    else if (this.#inProperties > 0) return;
    else if (name === 'r') this.#inRun = false;
    else if (name === 'p') this.#flow.endParagraph();
    else if (name === 'hyperlink' || name === 'fldSimple') this.#links.pop();
    else if (name === 'tc') this.#closeCell();
    else if (name === 'tbl') this.#flow.closeTable();
    else if (name === 'txbxContent') {
      this.#flow.endParagraph();
      this.#paragraph = this.#outer.pop() ?? {};
      this.#started = false;
      this.#inRun = true;
    }
  }

  #readProperty(name: string, attributes: XmlAttributes): void {
    if (name === 'pStyle') this.#paragraph.style = readAttribute(attributes, 'val');
    else if (name === 'numId') this.#paragraph.numberingId = readAttribute(attributes, 'val');
    else if (name === 'ilvl') this.#paragraph.numberingLevel = readNumber(attributes, 'val');
    else if (name === 'outlineLvl') this.#paragraph.outlineLevel = readNumber(attributes, 'val');
    else if (name === 'gridSpan' && this.#cell) this.#cell.columns = readAttribute(attributes, 'val');
    else if (name === 'tblHeader') this.#rowIsHeader = isOn(attributes);
  }

  /** Whether it is something of a run. */
  #readRun(name: string, attributes: XmlAttributes): boolean {
    if (name === 't') this.#collecting = 'text';
    else if (name === 'instrText') this.#collecting = 'instruction';
    else if (name === 'b') this.#style.strong = isOn(attributes);
    else if (name === 'i') this.#style.emphasis = isOn(attributes);
    else if (name === 'strike' || name === 'dstrike') this.#style.deleted = isOn(attributes);
    else if (name === 'vanish') this.#style.hidden = isOn(attributes);
    else if (name === 'tab' || name === 'ptab') this.#addText('\t');
    else if (name === 'noBreakHyphen') this.#addText('-');
    else if (name === 'br' || name === 'cr') this.#addBreak(readAttribute(attributes, 'type'));
    else if (name === 'fldChar') this.#fields.change(readAttribute(attributes, 'fldCharType'));
    else if (name === 'docPr') this.#addText(describePicture(attributes));
    else if (name in noteOf) this.#addNote(noteOf[name] ?? 'footnote', readAttribute(attributes, 'id') ?? '');
    else return false;
    return true;
  }

  #openBlock(name: string, attributes: XmlAttributes): void {
    if (name === 'p') {
      this.#ensureCell();
      this.#flow.endParagraph();
      this.#paragraph = {};
      this.#started = false;
    } else if (name === 'r') {
      this.#inRun = true;
      this.#style = {};
    } else if (name === 't') this.#collecting = 'text';
    else if (name === 'hyperlink') {
      this.#links.push(this.#context.relationships.get(readPrefixedAttribute(attributes, 'id'))?.target);
    } else if (name === 'fldSimple') this.#links.push(readLink(readAttribute(attributes, 'instr') ?? ''));
    else if (name === 'tbl') this.#flow.openTable();
    else if (name === 'tr') {
      this.#rowIsHeader = false;
      this.#flow.openRow();
    } else if (name === 'tc') this.#cell = {};
    else if (name === 'txbxContent') {
      this.#flow.endParagraph();
      this.#outer.push({ ...this.#paragraph, numberingId: '0' });
      this.#inRun = false;
    }
  }

  #closeCell(): void {
    this.#ensureCell();
    this.#flow.closeCell();
  }

  #ensureCell(): void {
    if (this.#cell === undefined) return;
    this.#flow.openCell({ heading: this.#rowIsHeader, columns: this.#cell.columns });
    this.#cell = undefined;
  }

  #addText(data: string): void {
    if (this.#style.hidden || data === '') return;
    this.#ensureStarted();
    const address = this.#links.at(-1) ?? this.#fields.address;
    const { strong, emphasis, deleted } = this.#style;
    const style: TextStyle = strong || emphasis || deleted || address ? { strong, emphasis, deleted, address } : plain;
    this.#flow.addText(data, style);
  }

  #addBreak(type: string | undefined): void {
    if (this.#style.hidden) return;
    this.#ensureStarted();
    if (type === undefined || type === 'textWrapping') this.#flow.addBreak();
    else this.#flow.addText(' ');
  }

  #addNote(kind: NoteKind, id: string): void {
    this.#ensureStarted();
    const mark = this.#context.markNote(kind, id);
    if (mark !== '') this.#flow.addMarkdown(mark);
  }

  #ensureStarted(): void {
    if (this.#started) return;
    this.#started = true;
    this.#flow.startParagraph(this.#kindOf(this.#paragraph));
  }

  #kindOf({ style, numberingId, numberingLevel, outlineLevel }: WrittenParagraph): ParagraphKind {
    const known = style === undefined ? undefined : this.#context.styles.get(style);
    if (known?.code) return { code: true };
    const heading = outlineLevel === undefined ? known?.heading : outlineLevel < 9 ? Math.min(outlineLevel + 1, 6) : 0;
    if (heading) return { heading };
    const list = numberingId ?? known?.numberingId ?? '0';
    if (list === '0') return {};
    return { list: this.#context.numbering.place(list, numberingLevel ?? known?.numberingLevel ?? 0) };
  }
}
