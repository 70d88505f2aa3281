import { isSpaced, type TextPiece } from './text-piece.ts';

type Kind = 'right-to-left' | 'left-to-right' | 'number' | 'sign';

/** Pieces that belong together on the page, from left to right. */
interface Run {
  readonly pieces: TextPiece[];
  kind: Kind;
}

/** A gap of more than this many times the font size is between two cells of a table. */
const cellGap = 2;
const onlyMarks = /^\p{M}+$/u;
/** Spaces are found by the gaps; signs that a font does not name are control characters. */
const hasSigns = /[^\s\p{M}\p{Cc}]/u;

/**
 * The pieces of a line that has right-to-left text in the order of reading. Files have them in any order: as they are read,
 * from left to right, or words in one and lines in the other.
 */
export function orderPieces(pieces: readonly TextPiece[], rightToLeft: boolean): TextPiece[] {
  const cells = splitCells(joinMarks(pieces).sort((one, other) => one.x - other.x));
  if (rightToLeft) cells.reverse();
  return cells.flatMap((cell) => {
    const runs = findRuns(cell, rightToLeft);
    if (rightToLeft) runs.reverse();
    return runs.flatMap((run) => (rightToLeft ? run.pieces : run.pieces.reverse()));
  });
}

/** Marks that are shown by themselves come before the letter that they belong to, the leftmost one of the next piece. */
function joinMarks(pieces: readonly TextPiece[]): TextPiece[] {
  const joined: TextPiece[] = [];
  let marks = '';
  for (const piece of pieces) {
    const text = piece.text.trim();
    if (onlyMarks.test(text)) marks += text;
    if (!hasSigns.test(text)) continue;
    joined.push(marks === '' ? piece : { ...piece, text: piece.text + marks });
    marks = '';
  }
  return joined;
}

function splitCells(visual: readonly TextPiece[]): TextPiece[][] {
  const cells: TextPiece[][] = [];
  let last: TextPiece | undefined;
  for (const piece of visual) {
    if (last === undefined || piece.x - last.right > piece.size * cellGap) cells.push([]);
    cells.at(-1)?.push(piece);
    last = piece;
  }
  return cells;
}

/** Runs against the direction of the line. Every other piece is a run by itself. */
function findRuns(cell: readonly TextPiece[], rightToLeft: boolean): Run[] {
  const runs: Run[] = [];
  // The last one that the next piece can go on with. What follows it are signs, which are in it when it goes on.
  let open = -1;
  let last: TextPiece | undefined;
  for (const piece of cell) {
    const kind = kindOf(piece);
    const run = runs[open];
    const touches = last !== undefined && !isSpaced(last.text, piece, piece.x - last.right);
    last = piece;
    if (run !== undefined && (rightToLeft ? goesOnInRightToLeft(run, kind, touches) : goesOnInLeftToRight(run, kind))) {
      for (const signs of runs.splice(open + 1)) run.pieces.push(...signs.pieces);
      run.pieces.push(piece);
      if (run.kind === 'number') run.kind = kind;
    } else {
      runs.push({ pieces: [piece], kind });
      if (kind !== 'sign' && (rightToLeft || kind !== 'number')) open = runs.length - 1;
    }
  }
  return runs;
}

/** "2 5" are two numbers from right to left, "version 2 of 5" is one run. */
function goesOnInRightToLeft(run: Run, kind: Kind, touches: boolean): boolean {
  if (kind === 'right-to-left' || kind === 'sign') return false;
  return run.kind === 'left-to-right' || (run.kind === 'number' && touches);
}

function goesOnInLeftToRight(run: Run, kind: Kind): boolean {
  return kind === 'right-to-left' && run.kind === kind;
}

function kindOf({ text, rightToLeft }: TextPiece): Kind {
  if (rightToLeft) return 'right-to-left';
  if (/\p{L}/u.test(text)) return 'left-to-right';
  return /\p{N}/u.test(text) ? 'number' : 'sign';
}
