import type { getDocumentProxy } from 'unpdf';
import { endsOrStartsCjk } from './join-lines.ts';

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;
type TextItem = Extract<Awaited<ReturnType<PdfPage['getTextContent']>>['items'][number], { str: string }>;

/** One line as it stands on the page. Lengths are in points, from the lower left corner. */
export interface PdfLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  /** Font size of most of it, rounded to half a point. */
  readonly size: number;
}

export type PageText = readonly PdfLine[];

interface OpenLine {
  text: string;
  readonly x: number;
  readonly y: number;
  right: number;
  /** Characters by font size. */
  readonly sizes: Map<number, number>;
}

/** The lines of a page in the order of the file, which is that of reading in nearly all documents. */
export async function readPage(page: PdfPage): Promise<PageText> {
  const { items } = await page.getTextContent();
  const lines: PdfLine[] = [];
  let open: OpenLine | undefined;
  const end = () => {
    const line = open && closeLine(open);
    if (line) lines.push(line);
    open = undefined;
  };
  for (const item of items) {
    if (!('str' in item)) continue;
    if (item.str !== '') {
      if (open !== undefined && !isSameLine(open, item)) end();
      open = open === undefined ? startLine(item) : continueLine(open, item);
    }
    if (item.hasEOL) end();
  }
  end();
  return lines;
}

function sizeOf(item: TextItem): number {
  const [, , c = 0, d = 0] = item.transform.map(Number);
  return Math.round(Math.hypot(c, d) * 2) / 2;
}

function startLine(item: TextItem): OpenLine {
  const [, , , , x = 0, y = 0] = item.transform.map(Number);
  return { text: item.str, x, y, right: x + item.width, sizes: new Map([[sizeOf(item), item.str.trim().length]]) };
}

function continueLine(line: OpenLine, item: TextItem): OpenLine {
  const x = Number(item.transform[4]);
  const size = sizeOf(item);
  const gap = x - line.right;
  const spaced = line.text.endsWith(' ') || item.str.startsWith(' ');
  const wide = gap > size * (endsOrStartsCjk(line.text, item.str) ? 1 : 0.15);
  line.text += spaced || !wide ? item.str : ` ${item.str}`;
  line.right = Math.max(line.right, x + item.width);
  line.sizes.set(size, (line.sizes.get(size) ?? 0) + item.str.trim().length);
  return line;
}

/** Raised and lowered text (footnote marks, formulas) stays in its line; a jump far to the left starts another. */
function isSameLine(line: OpenLine, item: TextItem): boolean {
  const [, , , , x = 0, y = 0] = item.transform.map(Number);
  const size = Math.max(sizeOf(item), ...line.sizes.keys());
  return Math.abs(y - line.y) < size * 0.5 && x > line.x - size;
}

function closeLine(line: OpenLine): PdfLine | undefined {
  const text = line.text.replace(/\s+/g, ' ').trim();
  if (text === '') return undefined;
  let size = 0;
  let most = -1;
  for (const [candidate, count] of line.sizes) {
    if (count > most) {
      size = candidate;
      most = count;
    }
  }
  return { text, x: line.x, y: line.y, right: line.right, size };
}
