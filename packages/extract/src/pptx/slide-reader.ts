import { describePicture } from '../office/describe-picture.ts';
import { type FlowWriter, type ParagraphKind, plain, type TextStyle } from '../office/flow-writer.ts';
import type { Relationships } from '../office/relationships.ts';
import type { XmlAttributes, XmlHandler } from '../xml/parse-xml.ts';
import { readAttribute, readNumber, readPrefixedAttribute } from '../xml/read-attribute.ts';

/** What a shape is for. */
type Role = 'title' | 'outline' | 'text' | 'margin';

const roles: Readonly<Record<string, Role>> = {
  title: 'title',
  ctrTitle: 'title',
  subTitle: 'text',
  sldNum: 'margin',
  dt: 'margin',
  ftr: 'margin',
  hdr: 'margin',
  sldImg: 'margin',
};

/** Fields of the slide's margin. */
const marginFields = /^(?:slidenum|datetime)/;

export interface SlideReaderOptions {
  readonly relationships: Relationships;
  /** Whether the body of a placeholder is an outline with bullets. Not so in notes. */
  readonly outline: boolean;
}

/** Reads the text of a slide, its notes or a diagram, shape by shape. The title is kept apart. */
export class SlideReader implements XmlHandler {
  title = '';
  readonly #flow: FlowWriter;
  readonly #options: SlideReaderOptions;
  #skipDepth = 0;
  #role: Role = 'text';
  #started = false;
  #collecting = false;
  #bullet: 'none' | 'bullet' | 'number' | undefined;
  #level = 0;
  #style: { strong?: boolean; emphasis?: boolean; deleted?: boolean; address?: string } = {};
  #numbers: number[] = [];

  constructor(flow: FlowWriter, options: SlideReaderOptions) {
    this.#flow = flow;
    this.#options = options;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (this.#skipDepth > 0 || name === 'Fallback') this.#skipDepth++;
    else if (name === 'fld' && marginFields.test(readAttribute(attributes, 'type') ?? '')) this.#skipDepth++;
    else if (name === 't') this.#collecting = true;
    else if (name === 'p') this.#startParagraph();
    else if (name === 'r' || name === 'fld') this.#style = {};
    else if (name === 'rPr') this.#readRunProperties(attributes);
    else if (name === 'hlinkClick') {
      this.#style.address = this.#options.relationships.get(readPrefixedAttribute(attributes, 'id'))?.target;
    } else if (name === 'pPr') this.#level = readNumber(attributes, 'lvl') ?? 0;
    else if (name === 'buNone') this.#bullet = 'none';
    else if (name === 'buChar' || name === 'buBlip') this.#bullet = 'bullet';
    else if (name === 'buAutoNum') this.#bullet = 'number';
    else if (name === 'br') this.#flow.addBreak();
    else this.#openShape(name, attributes);
  }

  text(data: string): void {
    if (this.#skipDepth > 0 || !this.#collecting || this.#role === 'margin') return;
    if (this.#role === 'title') {
      this.title += data;
      return;
    }
    if (!this.#started) this.#flow.startParagraph(this.#kindOf());
    this.#started = true;
    const { strong, emphasis, deleted, address } = this.#style;
    const style: TextStyle = strong || emphasis || deleted || address ? { ...this.#style } : plain;
    this.#flow.addText(data, style);
  }

  close(name: string): void {
    if (this.#skipDepth > 0) this.#skipDepth--;
    else if (name === 't') this.#collecting = false;
    else if (name === 'p') {
      if (this.#role === 'title' && this.title !== '') this.title += ' ';
      this.#flow.endParagraph();
    } else if (name === 'tc') this.#flow.closeCell();
    else if (name === 'tbl') this.#flow.closeTable();
    else if (name === 'sp') this.#role = 'text';
  }

  #openShape(name: string, attributes: XmlAttributes): void {
    if (name === 'sp' || name === 'pt') {
      this.#role = 'text';
      this.#numbers = [];
    } else if (name === 'ph') this.#role = roles[readAttribute(attributes, 'type') ?? ''] ?? 'outline';
    else if (name === 'cNvPr') this.#describe(attributes);
    else if (name === 'tbl') this.#flow.openTable();
    else if (name === 'tr') this.#flow.openRow();
    else if (name === 'tc') {
      this.#flow.openCell({ columns: readAttribute(attributes, 'gridSpan'), rows: undefined });
    }
  }

  #startParagraph(): void {
    this.#flow.endParagraph();
    this.#started = false;
    this.#bullet = undefined;
    this.#level = 0;
    this.#style = {};
  }

  #readRunProperties(attributes: XmlAttributes): void {
    const value = (name: string) => attributes[name];
    this.#style.strong = value('b') === '1' || value('b') === 'true';
    this.#style.emphasis = value('i') === '1' || value('i') === 'true';
    this.#style.deleted = value('strike') === 'sngStrike' || value('strike') === 'dblStrike';
  }

  #describe(attributes: XmlAttributes): void {
    const description = describePicture(attributes);
    if (description === '') return;
    this.#flow.startParagraph();
    this.#flow.addText(description);
    this.#flow.endParagraph();
  }

  #kindOf(): ParagraphKind {
    const bullet = this.#bullet ?? (this.#role === 'outline' && this.#options.outline ? 'bullet' : 'none');
    if (bullet === 'none') return {};
    const level = Math.min(this.#level, 8);
    if (bullet === 'bullet') return { list: { level, number: undefined } };
    const number = (this.#numbers[level] ?? 0) + 1;
    this.#numbers[level] = number;
    this.#numbers.length = level + 1;
    return { list: { level, number } };
  }
}
