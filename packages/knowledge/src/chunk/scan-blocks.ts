import type { Block } from './block.ts';
import { headingTitle } from './heading-title.ts';
import { canBeTitle, closesFence, isTableDelimiter, readAtxHeading, readFence, readSetextLevel } from './line-kind.ts';

/** More lines than this above a line of dashes are a paragraph and a rule, not a title. */
const maxTitleLines = 3;

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

/** The blocks of a markdown text in order: headings, code, tables, and paragraphs of everything else. One pass. */
export function scanBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: { start: number; end: number; lines: number; title: boolean; last: Line } | undefined;
  const endParagraph = (): void => {
    if (paragraph) blocks.push({ kind: 'text', start: paragraph.start, end: paragraph.end });
    paragraph = undefined;
  };
  let line = readLine(markdown, 0);
  if (line?.text.trimEnd() === '---') {
    const matter = readFrontMatter(markdown, line);
    if (matter) {
      blocks.push(matter);
      line = readLine(markdown, matter.end);
    }
  }
  for (; line; line = readLine(markdown, line.next)) {
    const { text, start, end } = line;
    if (text.trim() === '') {
      endParagraph();
      continue;
    }
    const heading = text.includes('#') ? readAtxHeading(text) : undefined;
    if (heading) {
      endParagraph();
      blocks.push({ kind: 'heading', start, end, level: heading.level, title: headingTitle(heading.source) });
      continue;
    }
    const code = readCode(markdown, line);
    if (code) {
      endParagraph();
      blocks.push(code.block);
      line = code.last;
      continue;
    }
    const level = paragraph ? readSetextLevel(text) : undefined;
    if (level && paragraph?.title && paragraph.lines <= maxTitleLines) {
      const title = headingTitle(markdown.slice(paragraph.start, paragraph.end));
      blocks.push({ kind: 'heading', start: paragraph.start, end, level, title });
      paragraph = undefined;
      continue;
    }
    if (paragraph?.last.text.includes('|') && isTableDelimiter(text)) {
      const header = paragraph.last.start;
      if (header > paragraph.start) blocks.push({ kind: 'text', start: paragraph.start, end: header });
      paragraph = undefined;
      const body = line.next;
      line = readRows(markdown, line);
      blocks.push({
        kind: 'table',
        start: header,
        end: line.end,
        header: markdown.slice(header, end),
        bodyStart: Math.min(body, line.end),
      });
      continue;
    }
    paragraph = {
      start: paragraph?.start ?? start,
      end,
      lines: (paragraph?.lines ?? 0) + 1,
      title: (paragraph?.title ?? true) && canBeTitle(text),
      last: line,
    };
  }
  endParagraph();
  return blocks;
}

function readLine(markdown: string, start: number): Line | undefined {
  if (start >= markdown.length) return undefined;
  const feed = markdown.indexOf('\n', start);
  const stop = feed < 0 ? markdown.length : feed;
  const end = stop > start && markdown[stop - 1] === '\r' ? stop - 1 : stop;
  return { text: markdown.slice(start, end), start, end, next: stop + 1 };
}

/** Metadata in YAML at the very start: not a rule and a title. */
function readFrontMatter(markdown: string, first: Line): Block | undefined {
  for (let line = readLine(markdown, first.next), count = 0; line && count < 200; count += 1) {
    if (line.text.trimEnd() === '---') return { kind: 'text', start: 0, end: line.end };
    if (line.text.trim() === '') return undefined;
    line = readLine(markdown, line.next);
  }
  return undefined;
}

/** A fenced block with the line that ends it; one that is never closed goes to the end. */
function readCode(markdown: string, first: Line): { block: Block; last: Line } | undefined {
  const fence = readFence(first.text);
  if (!fence) return undefined;
  let last = first;
  let closed = false;
  for (let line = readLine(markdown, first.next); line && !closed; line = readLine(markdown, line.next)) {
    last = line;
    closed = closesFence(line.text, fence);
  }
  const bodyStart = Math.min(first.next, last.end);
  const block: Block = {
    kind: 'code',
    start: first.start,
    end: last.end,
    open: first.text.trimEnd(),
    close: fence.character.repeat(fence.length),
    bodyStart,
    bodyEnd: closed ? Math.max(bodyStart, last.start - 1) : last.end,
  };
  return { block, last };
}

/** The last row of a table: the line before the next blank one, heading or fence. */
function readRows(markdown: string, delimiter: Line): Line {
  let last = delimiter;
  for (let line = readLine(markdown, delimiter.next); line; line = readLine(markdown, line.next)) {
    if (line.text.trim() === '' || readAtxHeading(line.text) || readFence(line.text)) break;
    last = line;
  }
  return last;
}
