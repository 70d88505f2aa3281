import type { Piece } from './piece.ts';

/** Intl.Segmenter knows abbreviations, but takes quadratic time on text without an end in sight (16 KB: 22 ms), and too many cuts do no harm here. */
const sentenceEnd = /[.!?]["')\]»”’]{0,4}\s+|[。！？…｡]["'」』”’）]{0,4}/g;

export interface SplitTextOptions {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly max: number;
  readonly weigh: (start: number, end: number) => number;
}

/** Lines; of too long lines the sentences; of too long sentences stretches that end at a blank where there is one. */
export function splitText(options: SplitTextOptions): Piece[] {
  const pieces: Piece[] = [];
  for (const line of splitLines(options)) {
    if (line.weight <= options.max) pieces.push(line);
    else for (const sentence of splitSentences(options, line)) cut(options, sentence, pieces);
  }
  return pieces;
}

/** Lines, each with its line feed; those over the maximum too. */
function splitLines({ text, start, end, weigh }: SplitTextOptions): Piece[] {
  const pieces: Piece[] = [];
  for (let at = start; at < end; ) {
    const feed = text.indexOf('\n', at);
    const to = feed < 0 || feed >= end ? end : feed + 1;
    pieces.push({ start: at, end: to, weight: weigh(at, to) });
    at = to;
  }
  return pieces;
}

/** Lines, and stretches of too long lines: for code and rows, which have no sentences. */
export function splitRows(options: SplitTextOptions): Piece[] {
  const pieces: Piece[] = [];
  for (const line of splitLines(options)) cut(options, line, pieces);
  return pieces;
}

function splitSentences({ text, weigh }: SplitTextOptions, line: Piece): Piece[] {
  const pieces: Piece[] = [];
  let { start } = line;
  for (const match of text.slice(line.start, line.end).matchAll(sentenceEnd)) {
    const end = line.start + match.index + match[0].length;
    pieces.push({ start, end, weight: weigh(start, end) });
    start = end;
  }
  if (start < line.end) pieces.push({ start, end: line.end, weight: weigh(start, line.end) });
  return pieces;
}

function cut({ text, max, weigh }: SplitTextOptions, piece: Piece, pieces: Piece[]): void {
  let at = piece.start;
  while (at < piece.end) {
    // A unit weighs one or two: `max` units may be twice too heavy, never too light.
    let end = Math.min(piece.end, at + max);
    while (weigh(at, end) > max) end = at + Math.max(1, Math.floor((end - at) / 2 + (max - 1) / 4));
    if (end < piece.end) end = endAtBlank(text, at, end);
    pieces.push({ start: at, end, weight: weigh(at, end) });
    at = end;
  }
}

/** After the last blank of the stretch's last quarter, else between two characters. */
function endAtBlank(text: string, start: number, end: number): number {
  const from = end - Math.floor((end - start) / 4);
  const blank = text.slice(from, end).lastIndexOf(' ');
  if (blank >= 0) return from + blank + 1;
  return endAtCharacter(text, start, end);
}

function endAtCharacter(text: string, start: number, end: number): number {
  const unit = text.charCodeAt(end - 1);
  return unit >= 0xd800 && unit < 0xdc00 && end - 1 > start && end < text.length ? end - 1 : end;
}
