import type { getDocumentProxy } from 'unpdf';
import { endsOrStartsCjk } from './join-lines.ts';
import { turnText } from './turn-text.ts';

export type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;
export type TextItem = Extract<Awaited<ReturnType<PdfPage['getTextContent']>>['items'][number], { str: string }>;

/** Text that a page shows in a row, in the order of reading. Lengths are in points, from the lower left corner. */
export interface TextPiece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  /** Font size, rounded to half a point. */
  readonly size: number;
  readonly rightToLeft: boolean;
}

export const rightToLeftLetter = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const leftToRightLetter = /[^\P{L}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
/** Letters in the shape that they have in a word, and two or more as one sign. */
const presentationForm = /[\ufb1d-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]/g;
/** The library takes the width of a mark for a space. */
const spaceBeforeMark = /\s+(?=\p{M})/gu;
const marksBeforeLetter = /^(\p{M}+)(\P{M})/u;

export function toPiece({ str, dir, transform, width }: TextItem): TextPiece {
  const [a = 0, , c = 0, d = 0, x = 0, y = 0] = transform.map(Number);
  const rightToLeft = dir === 'rtl' || (rightToLeftLetter.test(str) && !leftToRightLetter.test(str));
  // Text recognition (Tesseract) writes right-to-left words into a mirrored line.
  const left = a < 0 && d > 0 ? x - width : x;
  return {
    text: rightToLeft ? correctOrder(str, left < x) : str,
    x: left,
    y,
    right: left + width,
    size: Math.round(Math.hypot(c, d) * 2) / 2,
    rightToLeft,
  };
}

/**
 * The PDF library turns what stands from left to right on the page. In a mirrored line that was in order already; and where the
 * letters are drawn one by one from the right, each with its marks, it puts the marks before their letter.
 */
function correctOrder(text: string, mirrored: boolean): string {
  const inOrder = mirrored ? turnText(text) : text;
  return inOrder
    .replace(marksBeforeLetter, '$2$1')
    .replace(spaceBeforeMark, '')
    .replace(presentationForm, (form) => form.normalize('NFKC').trimStart());
}

/** Whether pieces that are read one after the other, this far from each other, have a space between them. */
export function isSpaced(before: string, after: TextPiece, gap: number): boolean {
  return gap > after.size * (endsOrStartsCjk(before, after.text) ? 1 : 0.15);
}
