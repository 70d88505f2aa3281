import type { SearchHit } from '@acequia/engine';
import { printable } from './printable.ts';
import { textWidth } from './text-width.ts';

interface Cell {
  readonly text: string;
  readonly marked: boolean;
  readonly width: number;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The snippet of a hit as one line of at most `room` columns, what matches painted by `paint`. Where it must be cut, the
 * first match stays.
 */
export function highlightSnippet(
  hit: Pick<SearchHit, 'snippet' | 'highlights'>,
  room: number,
  paint: (text: string) => string,
): string {
  const cells = cutAround(layOut(hit), room);
  let line = '';
  for (let at = 0; at < cells.length; ) {
    const marked = cells[at]?.marked ?? false;
    let run = '';
    for (; at < cells.length && cells[at]?.marked === marked; at += 1) run += cells[at]?.text ?? '';
    line += marked ? paint(run) : run;
  }
  return line;
}

function layOut({ snippet, highlights }: Pick<SearchHit, 'snippet' | 'highlights'>): Cell[] {
  const cells: Cell[] = [];
  for (const { segment, index } of graphemes.segment(snippet)) {
    const text = printable(segment);
    if (text === ' ' && cells.at(-1)?.text === ' ') continue;
    const marked = highlights.some(({ start, end }) => index >= start && index < end);
    cells.push({ text, marked, width: textWidth(text) });
  }
  return cells;
}

function cutAround(cells: readonly Cell[], room: number): readonly Cell[] {
  if (widthOf(cells) <= room) return cells;
  const ellipsis: Cell = { text: '…', marked: false, width: 1 };
  const first = Math.max(
    0,
    cells.findIndex(({ marked }) => marked),
  );
  let from = first;
  for (let before = 0; from > 0 && before < room / 3; from -= 1) before += cells[from - 1]?.width ?? 0;
  const kept: Cell[] = from > 0 ? [ellipsis] : [];
  let width = kept.length;
  for (const cell of cells.slice(from)) {
    if (width + cell.width > room - 1) return [...kept, ellipsis];
    kept.push(cell);
    width += cell.width;
  }
  return kept;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
