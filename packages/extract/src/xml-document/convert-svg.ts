import type { Draft, TextSource } from '../formats/format.ts';
import { escapeMarkdown } from '../html/escape-markdown.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { parseXmlText, type XmlAttributes } from '../xml/parse-xml.ts';

const withText = new Set(['title', 'desc', 'text', 'p', 'div']);

/** A drawing -> its title, its description and the text in it; of one without words its size, and a warning. */
export function convertSvg({ text, maxMarkdownBytes }: TextSource): Draft {
  const out = new MarkdownBuilder(maxMarkdownBytes);
  let open = 0;
  let depth = 0;
  let written = '';
  let size = '';
  parseXmlText(text, {
    open(name, attributes) {
      depth++;
      if (depth === 1) size = readSize(attributes);
      if (open > 0) written += isPlaced(attributes) ? ' ' : '';
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
  if (!out.empty || size === '') return { markdown: out.toString() };
  return { markdown: `Picture: ${size}`, warnings: ['This is a picture without words: only its size was read.'] };
}

function readSize({ width, height, viewBox }: XmlAttributes): string {
  const box = viewBox?.trim().split(/[\s,]+/) ?? [];
  const sides = [width ?? box[2], height ?? box[3]].map((side) => Number.parseFloat(side ?? ''));
  return sides.every((side) => side > 0) ? sides.join(' × ') : '';
}

/** A line of its own; without a place it goes on where the last one ended. */
function isPlaced({ x, y, dy }: XmlAttributes): boolean {
  return x !== undefined || y !== undefined || dy !== undefined;
}
