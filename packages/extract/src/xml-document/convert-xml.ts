import type { Draft, TextSource } from '../formats/format.ts';
import { convertHtml } from '../html/convert-html.ts';
import { escapeLineStart, escapeMarkdown } from '../html/escape-markdown.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { parseXmlText, type XmlAttributes } from '../xml/parse-xml.ts';
import { surveyXml } from './survey-xml.ts';

/** Headings are no deeper. */
const maxHeading = 6;

const markup = /<(?:p|br|div|a|ul|ol|h[1-6]|table|b|i|em|strong|img|span)\b[^<>]*>/i;

/**
 * XML of any kind -> markdown: an element that holds others becomes a heading, one that holds text an item of a list, one that
 * holds both a paragraph. Attributes are items too, but those that only say where the names of elements come from.
 */
export function convertXml({ text, maxMarkdownBytes }: TextSource): Draft {
  const shapes = surveyXml(text);
  if (shapes.length === 0) return { markdown: text, warnings: ['This is no XML: it was read as plain text.'] };
  const writer = new XmlWriter(shapes, maxMarkdownBytes);
  parseXmlText(text, writer);
  return { markdown: writer.finish() };
}

class XmlWriter {
  readonly #shapes: ReturnType<typeof surveyXml>;
  readonly #out: MarkdownBuilder;
  #seen = 0;
  #depth = 0;
  /** The depth of the paragraph or item that is open; 0 outside. */
  #openAt = 0;
  #item = '';
  #text: string[] = [];
  #inList = false;
  /** Nothing stands between an end tag and here: two elements side by side are two words, a part of a word is one with it. */
  #afterEnd = false;

  constructor(shapes: ReturnType<typeof surveyXml>, maxMarkdownBytes: number) {
    this.#shapes = shapes;
    this.#out = new MarkdownBuilder(maxMarkdownBytes);
  }

  open(name: string, attributes: XmlAttributes): void {
    const shape = this.#shapes[this.#seen++];
    this.#depth++;
    if (this.#openAt > 0) {
      if (this.#afterEnd || shape === 'elements' || shape === 'empty') this.#text.push(' ');
      this.#afterEnd = false;
      return;
    }
    const described = describe(attributes);
    if (shape === 'elements') {
      this.#addBlock(`${'#'.repeat(Math.min(this.#depth, maxHeading))} ${escapeMarkdown(name)}`);
      for (const line of described) this.#addItem(line);
    } else if (shape === 'empty') {
      if (described.length > 0) this.#addItem(`**${escapeMarkdown(name)}**: ${described.join(', ')}`);
    } else {
      this.#openAt = this.#depth;
      const details = described.length === 0 ? '' : ` (${described.join(', ')})`;
      this.#item = shape === 'text' ? `**${escapeMarkdown(name)}**${details}: ` : '';
      this.#text = [];
    }
  }

  text(data: string): void {
    if (this.#openAt === 0) return;
    this.#text.push(data);
    this.#afterEnd = false;
  }

  close(): void {
    if (this.#openAt === this.#depth) {
      this.#openAt = 0;
      if (this.#item !== '' && markup.test(this.#text.join(''))) this.#addMarkup(this.#text.join(''));
      else this.#addText();
    }
    this.#afterEnd = true;
    this.#depth--;
  }

  finish(): string {
    return this.#out.toString();
  }

  #addText(): void {
    const text = escapeMarkdown(this.#text.join('').replace(/\s+/g, ' ').trim());
    if (this.#item === '') this.#addBlock(escapeLineStart(text));
    else this.#addItem(this.#item + text);
  }

  /** Feeds hold HTML as text. */
  #addMarkup(text: string): void {
    const { markdown } = convertHtml({ text, maxMarkdownBytes: this.#out.maxBytes });
    if (markdown.includes('\n')) {
      this.#addItem(this.#item.trimEnd());
      this.#addBlock(markdown);
    } else this.#addItem(this.#item + markdown);
  }

  #addBlock(block: string): void {
    this.#inList = false;
    if (block !== '') this.#out.addBlock(block);
  }

  #addItem(line: string): void {
    if (this.#inList) this.#out.add(`\n- ${line}`);
    else this.#out.addBlock(`- ${line}`);
    this.#inList = true;
  }
}

function describe(attributes: XmlAttributes): string[] {
  return Object.entries(attributes)
    .filter(([name, value]) => value.trim() !== '' && !/^(?:xmlns(?::|$)|xsi:|xml:space$)/.test(name))
    .map(([name, value]) => `${escapeMarkdown(name)}: ${escapeMarkdown(value.replace(/\s+/g, ' ').trim())}`);
}
