import type { Draft, TextSource } from '../formats/format.ts';
import { escapeMarkdown } from '../html/escape-markdown.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { parseXmlText } from '../xml/parse-xml.ts';

const withText = new Set(['title', 'desc', 'text', 'p', 'div']);

/** A drawing -> its title, its description and the text in it. */
export function convertSvg({ text, maxMarkdownBytes }: TextSource): Draft {
  const out = new MarkdownBuilder(maxMarkdownBytes);
  let open = 0;
  let depth = 0;
  let written = '';
  parseXmlText(text, {
    open(name) {
      depth++;
      if (open > 0) written += name === 'tspan' ? ' ' : '';
      else if (withText.has(name)) open = depth;
    },
    text(data) {
      if (open > 0) written += data;
    },
    close() {
      if (open === depth) {
        const block = written.replace(/\s+/g, ' ').trim();
        if (block !== '') out.addBlock(escapeMarkdown(block));
        open = 0;
        written = '';
      }
      depth--;
    },
  });
  return { markdown: out.toString() };
}
