import { readLink } from '../docx/field-stack.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { FlowWriter, plain } from '../office/flow-writer.ts';
import { charsetOfCodePage, charsetOfFont } from './rtf-charsets.ts';
import { destinations, knownIgnorable, type RtfState, startState } from './rtf-state.ts';
import { RtfStyles } from './rtf-styles.ts';
import { RtfTable } from './rtf-table.ts';
import type { RtfToken } from './tokenize-rtf.ts';

type Writable = { -readonly [key in keyof RtfState]: RtfState[key] };

interface OpenNote {
  readonly depth: number;
  readonly out: MarkdownBuilder;
  readonly outer: FlowWriter;
  readonly mark: string;
}

/** Deeper groups are read as if they were not there. */
const maxDepth = 2000;
const maxField = 4096;

const signs: Readonly<Record<string, string>> = {
  tab: '\t',
  emdash: '\u2014',
  endash: '\u2013',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  bullet: '\u2022',
  lquote: '\u2018',
  rquote: '\u2019',
  ldblquote: '\u201c',
  rdblquote: '\u201d',
  '~': '\u00a0',
  _: '-',
  '\\': '\\',
  '{': '{',
  '}': '}',
};

/** Reads the tokens of a rich text document. Deleted and hidden text is out; footnotes and comments come last. */
export class RtfReader {
  readonly notes: string[] = [];
  title = '';
  author = '';
  #flow: FlowWriter;
  #state: Writable = { ...startState };
  readonly #stack: RtfState[] = [];
  #ignored = 0;
  #starred = false;
  readonly #styles = new RtfStyles();
  readonly #fonts = new Map<number, string>();
  #codePage = 'windows-1252';
  #decoder: { charset: string; decoder: InstanceType<typeof TextDecoder> } | undefined;
  #skipCharacters = 0;
  #instruction = '';
  /** Depths of the groups of links, with their addresses. */
  readonly #links: { readonly depth: number; readonly address: string | undefined }[] = [];
  #note: OpenNote | undefined;
  #started = false;
  #heading: number | undefined;
  #inTable = false;
  readonly #table: RtfTable;
  /** The mark of the list item that begins, as older programs show it, and its depth. */
  #marker = '';
  #level = 0;
  /** Outlook's rich text made of HTML repeats its text in these. */
  #htmlOnly = false;

  constructor(flow: FlowWriter) {
    this.#flow = flow;
    this.#table = new RtfTable(flow);
  }

  read(token: RtfToken): void {
    if (token.kind === 'open') this.#open();
    else if (token.kind === 'close') this.#close();
    else if (token.kind === 'bytes') this.#addBytes(token.bytes);
    else if (token.kind === 'sign') this.#readSign(token.name);
    else this.#readWord(token.name, token.value);
  }

  /** @returns how many groups were not closed: more than none means that it breaks off. */
  finish(): number {
    const unclosed = this.#stack.length;
    while (this.#stack.length > 0) this.#close();
    this.#table.end();
    this.#flow.finish();
    return unclosed;
  }

  #open(): void {
    this.#skipCharacters = 0;
    if (this.#stack.length >= maxDepth) this.#ignored++;
    else this.#stack.push({ ...this.#state });
  }

  #close(): void {
    this.#skipCharacters = 0;
    this.#starred = false;
    this.#decoder = undefined;
    if (this.#ignored > 0) {
      this.#ignored--;
      return;
    }
    const depth = this.#stack.length;
    if (this.#state.destination === 'styles') this.#styles.endEntry();
    if (this.#state.destination === 'instruction' && this.#stack.at(-1)?.destination !== 'instruction')
      this.#endInstruction(depth);
    if (this.#note?.depth === depth) this.#endNote(this.#note);
    if (this.#links.at(-1)?.depth === depth) this.#links.pop();
    this.#state = { ...(this.#stack.pop() ?? startState) };
  }

  #readSign(name: string): void {
    if (name === '*') this.#starred = true;
    else this.#addCharacters(signs[name] ?? '');
  }

  #readWord(name: string, value: number | undefined): void {
    const starred = this.#starred;
    this.#starred = false;
    const destination = destinations.get(name);
    if (name === 'u') this.#addUnicode(value ?? 0);
    else if (starred && !knownIgnorable.has(name)) this.#state.destination = 'skip';
    else if (name === 'htmltag') this.#state.destination = 'skip';
    else if (destination !== undefined) this.#enter(destination);
    else if (name in signs) this.#addCharacters(signs[name] ?? '');
    else if (!this.#readFormat(name, value)) this.#readParagraph(name, value);
  }

  #enter(destination: RtfState['destination']): void {
    if (this.#state.destination === 'skip') return;
    if (destination === 'note') this.#startNote();
    else if ((destination === 'title' || destination === 'author') && this.#state.destination !== 'information') return;
    else this.#state.destination = destination;
  }

  /** Whether the word is about characters. */
  #readFormat(name: string, value: number | undefined): boolean {
    const on = value !== 0;
    if (name === 'b') this.#state.strong = on;
    else if (name === 'i') this.#state.emphasis = on;
    else if (name === 'strike' || name === 'striked') this.#state.deleted = on;
    else if (name === 'v' || name === 'deleted') this.#state.hidden = on;
    else if (name === 'htmlrtf') this.#htmlOnly = on;
    else if (name === 'plain')
      Object.assign(this.#state, { strong: false, emphasis: false, deleted: false, hidden: false });
    else if (name === 'f') this.#state.font = value ?? 0;
    else if (name === 'uc') this.#state.fallback = value ?? 1;
    else if (name === 'ansicpg') this.#codePage = charsetOfCodePage(value ?? 1252) ?? this.#codePage;
    else if (name === 'mac') this.#codePage = 'macintosh';
    else if (name === 'fcharset' && this.#state.destination === 'fonts') {
      const charset = charsetOfFont(value ?? 0);
      if (charset !== undefined && value !== 0) this.#fonts.set(this.#state.font, charset);
    } else return false;
    this.#decoder = undefined;
    return true;
  }

  #readParagraph(name: string, value: number | undefined): void {
    if (this.#state.destination === 'styles') {
      if (name === 's') this.#styles.setNumber(value ?? 0);
      else if (name === 'outlinelevel') this.#styles.setOutline(value ?? 9);
      return;
    }
    if (this.#state.destination !== 'body') return;
    if (name === 'par' || name === 'sect' || name === 'page') this.#endParagraph();
    else if (name === 'line') this.#addBreak();
    else if (name === 'pard') {
      this.#heading = undefined;
      this.#inTable = false;
      this.#level = 0;
    } else if (name === 'ilvl') this.#level = Math.min(value ?? 0, 8);
    else if (name === 's') this.#heading = this.#styles.headingOf(value ?? 0) ?? this.#heading;
    else if (name === 'outlinelevel') this.#heading = value !== undefined && value < 6 ? value + 1 : this.#heading;
    else if (name === 'intbl') this.#inTable = true;
    else if (name === 'cell' || name === 'nestcell') this.#endCell();
    else if (name === 'row') this.#endRow();
  }

  #addUnicode(value: number): void {
    this.#skipCharacters = 0;
    this.#addText(String.fromCharCode(value & 0xffff));
    this.#skipCharacters = this.#state.fallback;
  }

  #addBytes(bytes: Uint8Array): void {
    const rest = bytes.subarray(Math.min(this.#skipCharacters, bytes.length));
    this.#skipCharacters -= bytes.length - rest.length;
    if (rest.length === 0) return;
    const charset = this.#fonts.get(this.#state.font) ?? this.#codePage;
    if (this.#decoder?.charset !== charset) this.#decoder = { charset, decoder: new TextDecoder(charset) };
    // A character may be spread over several tokens.
    this.#addText(this.#decoder.decoder.decode(rest, { stream: true }));
  }

  #addCharacters(text: string): void {
    if (this.#skipCharacters > 0 && text !== '') this.#skipCharacters--;
    else this.#addText(text);
  }

  #addText(text: string): void {
    const { destination, hidden, strong, emphasis, deleted } = this.#state;
    if (text === '') return;
    if (destination === 'styles') this.#styles.addName(text);
    else if (destination === 'title' && this.title.length < 1000) this.title += text;
    else if (destination === 'author' && this.author.length < 1000) this.author += text;
    else if (destination === 'marker' && this.#marker.length < 100) this.#marker += text;
    else if (destination === 'instruction' && this.#instruction.length < maxField) this.#instruction += text;
    else if (destination === 'body' && !hidden && !this.#htmlOnly) {
      this.#start();
      const address = this.#links.at(-1)?.address;
      this.#flow.addText(
        text,
        strong || emphasis || deleted || address ? { strong, emphasis, deleted, address } : plain,
      );
    }
  }

  #addBreak(): void {
    if (this.#htmlOnly) return;
    this.#start();
    this.#flow.addBreak();
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    if (this.#note === undefined) this.#table.place(this.#inTable);
    const marker = this.#marker.trim();
    this.#marker = '';
    if (this.#heading !== undefined) this.#flow.startParagraph({ heading: this.#heading });
    else if (marker === '') this.#flow.startParagraph();
    else this.#startItem(marker);
  }

  #startItem(marker: string): void {
    const number = readItemNumber(marker);
    this.#flow.startParagraph({ list: { level: this.#level, number } });
    // A letter or a Roman number is part of what the item says.
    if (number === undefined && /[\p{L}\p{N}]/u.test(marker) && marker.length > 1) this.#flow.addText(`${marker} `);
  }

  #endParagraph(): void {
    if (this.#htmlOnly) return;
    this.#flow.endParagraph();
    this.#started = false;
  }

  #endCell(): void {
    this.#inTable = true;
    this.#table.endCell();
    this.#started = false;
  }

  #endRow(): void {
    this.#table.endRow();
    this.#started = false;
  }

  #endInstruction(depth: number): void {
    // The result stands beside the instruction, in the group of the field.
    this.#links.push({ depth: depth - 1, address: readLink(this.#instruction) });
    this.#instruction = '';
  }

  #startNote(): void {
    if (this.#note !== undefined || this.#state.destination !== 'body') {
      this.#state.destination = 'skip';
      return;
    }
    const mark = `[^${this.notes.length + 1}]`;
    this.#start();
    this.#flow.addMarkdown(mark);
    const out = new MarkdownBuilder(this.#flow.maxBytes);
    this.#note = { depth: this.#stack.length, out, outer: this.#flow, mark };
    this.#flow = new FlowWriter(out);
    this.#started = false;
  }

  #endNote({ out, outer, mark }: OpenNote): void {
    this.#flow.finish();
    this.notes.push(`${mark}: ${out.toString().replaceAll('\n', '\n    ')}`);
    this.#flow = outer;
    this.#note = undefined;
    this.#started = true;
  }
}

/** Of "3." or "(3)"; undefined for a bullet, a letter or a Roman number. */
function readItemNumber(marker: string): number | undefined {
  const number = /^\(?(\d{1,8})[.)]*$/.exec(marker)?.[1];
  return number === undefined ? undefined : Number(number);
}
