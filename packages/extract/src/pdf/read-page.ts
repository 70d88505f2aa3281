import { faceBrackets } from './face-brackets.ts';
import { keepLigatures } from './keep-ligatures.ts';
import { orderPieces } from './order-pieces.ts';
import { isSpaced, type PdfPage, type TextPiece, toPiece } from './text-piece.ts';

/** One line as it stands on the page. Lengths are in points, from the lower left corner. */
export interface PdfLine {
  readonly text: string;
  readonly y: number;
  /** Font size of most of it, rounded to half a point. */
  readonly size: number;
}

export type PageText = readonly PdfLine[];

interface OpenLine {
  readonly pieces: TextPiece[];
  /** Of the first piece. */
  readonly x: number;
  readonly y: number;
  /** The largest font size in it. */
  size: number;
  /** Some of it is read from right to left. */
  rightToLeft: boolean;
}

/** The share of right-to-left letters that makes most of a page or a line. */
const mainShare = 0.5;
/** The share of them that makes a line start at the right on a page that is mostly such lines: others quote Latin words. */
const quotingShare = 0.15;

/** The lines of a page in the order of the file, which is that of reading in nearly all documents. */
export async function readPage(page: PdfPage): Promise<PageText> {
  const { items } = await page.getTextContent();
  const shown = await keepLigatures(
    page,
    items.filter((item) => 'str' in item),
  );
  const lines: OpenLine[] = [];
  let open: OpenLine | undefined;
  for (const item of shown) {
    if (item.str !== '') {
      const piece = toPiece(item);
      if (open === undefined || !isSameLine(open, piece)) {
        open = { pieces: [], x: piece.x, y: piece.y, size: piece.size, rightToLeft: false };
        lines.push(open);
      }
      open.pieces.push(piece);
      open.size = Math.max(open.size, piece.size);
      open.rightToLeft ||= piece.rightToLeft;
    }
    if (item.hasEOL) open = undefined;
  }
  const share = lines.some(({ rightToLeft }) => rightToLeft) ? leastShare(lines) : 1;
  return lines.flatMap((line) => closeLine(line, share));
}

/**
 * Raised and lowered text (footnote marks, formulas) stays in its line; a jump far to the left starts another, unless it is to
 * where right-to-left text goes on.
 */
function isSameLine(line: OpenLine, piece: TextPiece): boolean {
  const size = Math.max(piece.size, line.size);
  if (Math.abs(piece.y - line.y) >= size * 0.5) return false;
  return line.rightToLeft || piece.rightToLeft || piece.x > line.x - size;
}

function closeLine({ pieces, y, rightToLeft }: OpenLine, share: number): PdfLine[] {
  const startsRight = rightToLeft && shareOfRightToLeft(pieces) > share;
  const ordered = rightToLeft ? orderPieces(pieces, startsRight) : pieces;
  const joined = join(ordered, rightToLeft).replace(/\s+/g, ' ').trim();
  const text = startsRight ? faceBrackets(joined) : joined;
  return text === '' ? [] : [{ text, y, size: commonSize(pieces) }];
}

function join(pieces: readonly TextPiece[], bothWays: boolean): string {
  const texts: string[] = [];
  let last: TextPiece | undefined;
  let right = 0;
  for (const piece of pieces) {
    if (last !== undefined) {
      // From left to right, what is drawn over or before other text (accents, bold type) has no space.
      const gap = bothWays ? Math.max(piece.x - last.right, last.x - piece.right) : piece.x - right;
      const spaced = last.text.endsWith(' ') || piece.text.startsWith(' ');
      if (!spaced && isSpaced(last.text, piece, gap)) texts.push(' ');
    }
    texts.push(piece.text);
    right = last === undefined ? piece.right : Math.max(right, piece.right);
    last = piece;
  }
  return texts.join('');
}

/** The share of right-to-left letters from which on a line of this page starts at the right. */
function leastShare(lines: readonly OpenLine[]): number {
  return shareOfRightToLeft(lines.flatMap(({ pieces }) => pieces)) > mainShare ? quotingShare : mainShare;
}

function shareOfRightToLeft(pieces: readonly TextPiece[]): number {
  let all = 0;
  let rightToLeft = 0;
  for (const piece of pieces) {
    const letters = piece.text.match(/\p{L}/gu)?.length ?? 0;
    all += letters;
    if (piece.rightToLeft) rightToLeft += letters;
  }
  return rightToLeft / Math.max(all, 1);
}

function commonSize(pieces: readonly TextPiece[]): number {
  const characters = new Map<number, number>();
  let common = 0;
  let most = -1;
  for (const { text, size } of pieces) characters.set(size, (characters.get(size) ?? 0) + text.trim().length);
  for (const [size, count] of characters) {
    if (count > most) {
      common = size;
      most = count;
    }
  }
  return common;
}
