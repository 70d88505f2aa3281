import type { Handler } from 'htmlparser2';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { isHidden } from './is-hidden.ts';
import { PageWriter } from './page-writer.ts';
import { readLanguage, readWrapperLanguage } from './read-language.ts';
import type { HtmlSurvey } from './survey-html.ts';
import { tagRules } from './tag-rules.ts';

type Attributes = Readonly<Record<string, string>>;

interface OpenCode {
  readonly depth: number;
  readonly text: string[];
  language: string;
}

/** Turns the events of the HTML parser into markdown as they come: what is hidden falls out, code stays as it is, the rest goes by the rules of its tags. */
export class HtmlToMarkdown {
  readonly handler: Pick<Handler, 'onopentag' | 'ontext' | 'onclosetag'>;
  readonly #survey: HtmlSurvey;
  readonly #out: MarkdownBuilder;
  readonly #page: PageWriter;
  /** Text since the last tag: the parser hands it out in pieces. */
  #text = '';
  #depth = 0;
  /** The depth of the hidden element that we are in; 0 outside. */
  #hiddenAt = 0;
  #code: OpenCode | undefined;
  #wrapperLanguage = '';
  #tablesSeen = 0;

  constructor(survey: HtmlSurvey, maxMarkdownBytes: number, dropRelative: boolean) {
    this.#survey = survey;
    this.#out = new MarkdownBuilder(maxMarkdownBytes);
    this.#page = new PageWriter(this.#out, survey.base, dropRelative);
    this.handler = {
      onopentag: (name, attributes) => this.#open(name, attributes),
      ontext: (data) => this.#addText(data),
      onclosetag: (name) => this.#close(name),
    };
  }

  finish(): string {
    this.#flushText();
    this.#page.endBlock();
    return this.#out.toString();
  }

  #addText(data: string): void {
    if (this.#hiddenAt > 0) return;
    if (this.#code === undefined) this.#text += data;
    else this.#code.text.push(data);
  }

  #open(name: string, attributes: Attributes): void {
    this.#depth++;
    // Taken even if hidden: the survey counts them all.
    const table = name === 'table' ? this.#survey.tables[this.#tablesSeen++] : undefined;
    if (this.#hiddenAt > 0) return;
    if (isHidden(name, attributes)) {
      this.#hiddenAt = this.#depth;
      return;
    }
    if (this.#code !== undefined) {
      if (name === 'br') this.#code.text.push('\n');
      this.#code.language ||= readLanguage(attributes.class);
      return;
    }
    this.#flushText();
    const rule = tagRules.get(name);
    if (rule?.block) this.#page.endBlock();
    if (name === 'pre') {
      const language = readLanguage(attributes.class) || this.#wrapperLanguage;
      this.#code = { depth: this.#depth, text: [], language };
    } else if (name === 'div') this.#wrapperLanguage = readWrapperLanguage(attributes.class) || this.#wrapperLanguage;
    else if (table !== undefined) this.#page.openTable(table);
    else rule?.open?.(this.#page, attributes);
  }

  #close(name: string): void {
    const depth = this.#depth--;
    if (this.#hiddenAt > 0) {
      if (this.#hiddenAt === depth) this.#hiddenAt = 0;
      return;
    }
    if (this.#code !== undefined) {
      if (this.#code.depth === depth) this.#endCode(this.#code);
      return;
    }
    this.#flushText();
    const rule = tagRules.get(name);
    if (rule?.block) this.#page.endBlock();
    rule?.close?.(this.#page);
  }

  #endCode({ text, language }: OpenCode): void {
    this.#code = undefined;
    this.#wrapperLanguage = '';
    this.#page.addCode(text.join(''), language);
  }

  #flushText(): void {
    if (this.#text === '') return;
    this.#page.inline.addText(this.#text);
    this.#text = '';
  }
}
