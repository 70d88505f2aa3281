import { longestRun } from '../markdown/fence-code.ts';
import { escapeMarkdown } from './escape-markdown.ts';

export type Span =
  | { readonly kind: 'strong' | 'emphasis' | 'deleted' | 'code' }
  | { readonly kind: 'link'; readonly address: string };

interface OpenSpan {
  readonly span: Span;
  readonly parts: string[];
}

const delimiters = { strong: '**', emphasis: '*', deleted: '~~' } as const;
/** Deeper spans are written without their marks. */
const maxSpans = 12;
const space = /[ \t\n\r\f\u00a0]+/g;

/** Collects the text of one block: white space collapsed, spans marked. */
export class InlineWriter {
  readonly #base: string[] = [];
  readonly #open: OpenSpan[] = [];
  #endsWithSpace = true;
  /** For each start tag of a span that has not ended, whether it is among the open ones. */
  readonly #taken: boolean[] = [];

  addText(data: string): void {
    let text = data.replace(space, ' ');
    if (this.#endsWithSpace && text.startsWith(' ')) text = text.slice(1);
    if (text === '') return;
    this.#endsWithSpace = text.endsWith(' ');
    this.#add(this.#inCode ? text : escapeMarkdown(text));
  }

  /** Adds markdown that is complete in itself. */
  addMarkdown(markdown: string): void {
    this.#endsWithSpace = markdown.endsWith(' ');
    this.#add(markdown);
  }

  addBreak(lineBreak: string): void {
    this.#endsWithSpace = true;
    this.#add(lineBreak);
  }

  /** @param span undefined: nothing is marked, but the end tag has its start. */
  openSpan(span: Span | undefined): void {
    if (span === undefined) {
      this.#taken.push(false);
      return;
    }
    const nested = this.#inCode || this.#open.some((other) => other.span.kind === span.kind);
    const taken = !nested && this.#open.length < maxSpans;
    this.#taken.push(taken);
    if (taken) this.#open.push({ span, parts: [] });
  }

  /** Ends the span that was opened last. */
  closeSpan(): void {
    if (this.#taken.pop()) this.#closeInnermost();
  }

  /** The text so far. The open spans are ended there and go on after it. */
  take(): string {
    const spans = this.#open.map(({ span }) => span);
    while (this.#open.length > 0) this.#closeInnermost();
    const text = this.#base.join('').trim();
    this.#base.length = 0;
    for (const span of spans) this.#open.push({ span, parts: [] });
    this.#endsWithSpace = true;
    return text;
  }

  get #inCode(): boolean {
    return this.#open.at(-1)?.span.kind === 'code';
  }

  #closeInnermost(): void {
    const closed = this.#open.pop();
    if (closed !== undefined) this.#add(markSpan(closed.span, closed.parts.join('')));
  }

  #add(markdown: string): void {
    (this.#open.at(-1)?.parts ?? this.#base).push(markdown);
  }
}

/** White space goes outside of the marks, where markdown wants it. */
function markSpan(span: Span, content: string): string {
  const text = content.trim();
  if (text === '') return content;
  const at = content.indexOf(text);
  return content.slice(0, at) + wrap(span, text) + content.slice(at + text.length);
}

function wrap(span: Span, text: string): string {
  if (span.kind === 'link') return `[${text.replace(/(?:\\| {2})?\n/g, ' ')}](${span.address})`;
  if (span.kind !== 'code') return `${delimiters[span.kind]}${text}${delimiters[span.kind]}`;
  const fence = '`'.repeat(longestRun(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}
