import type { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { joinLines } from './join-lines.ts';
import type { HeadingLevels } from './measure-headings.ts';
import type { PageText, PdfLine } from './read-page.ts';

const bullet = /^[\u2022\u25cf\u25aa\u25e6\u2023\u00b7\uf0b7]\s*/;
const numbered = /^\d{1,3}[.)]\s/;
const maxHeadingLength = 200;

/** Writes the lines of a page as headings, list items and paragraphs. */
export function writePage(out: MarkdownBuilder, page: PageText, headings: HeadingLevels): void {
  let paragraph = '';
  let last: PdfLine | undefined;
  const end = () => {
    const level = last === undefined ? undefined : headings.get(last.size);
    const isHeading = level !== undefined && paragraph.length <= maxHeadingLength;
    if (paragraph !== '') out.addBlock(isHeading ? `${'#'.repeat(level)} ${paragraph}` : paragraph);
    paragraph = '';
  };
  for (const line of page) {
    if (last !== undefined && !continues(last, line)) end();
    const text = line.text.replace(bullet, '- ');
    paragraph = paragraph === '' ? text : joinLines(paragraph, text);
    last = line;
  }
  end();
}

/** Whether a line goes on with the paragraph of the line above it. */
function continues(above: PdfLine, line: PdfLine): boolean {
  if (above.size !== line.size || bullet.test(line.text) || numbered.test(line.text)) return false;
  const distance = above.y - line.y;
  // On the same height or higher up: the next column, or a cell of a table.
  if (distance <= 0) return false;
  return distance < Math.max(line.size, 1) * 1.6;
}
