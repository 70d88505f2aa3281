import { readFrontMatter } from '../markdown/read-front-matter.ts';
import type { TextFormat } from './format.ts';

/** Markdown stays itself; a simple front matter becomes fields. */
export const markdown: TextFormat = {
  name: 'markdown',
  content: 'text',
  mimes: ['text/markdown', 'text/x-markdown', 'text/mdx'],
  extensions: ['md', 'markdown', 'mdown', 'mkd', 'mdx'],
  inline: true,
  convert({ text }) {
    const front = readFrontMatter(text);
    return front === undefined ? { markdown: text } : { markdown: front.rest, fields: front.fields };
  },
};
