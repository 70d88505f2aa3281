import { pad, textWidth, truncate, truncateStart } from './text-width.ts';

/** One column. Cells are plain text of one line; `paint` adds colours after the layout. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** May get narrower when the table is too wide: where its cells lose text. Absent: never. */
  readonly cut?: 'start' | 'end';
  readonly paint?: (cell: string, row: number) => string;
}

const gap = 2;
const narrowest = 8;

/** Lines of a table. `width` is what the terminal has; `Infinity` cuts nothing. `head` paints the titles. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  head: (text: string) => string = (text) => text,
): string[] {
  const widths = fitWidths(columns, rows, width);
  const line = (cells: readonly string[], paint: (cell: string, column: Column) => string) =>
    columns
      .map((column, index) => {
        const room = widths[index] ?? 0;
        const cell = cells[index] ?? '';
        const cut = column.cut === 'start' ? truncateStart(cell, room) : truncate(cell, room);
        return paint(
          index === columns.length - 1 && column.align !== 'right' ? cut : pad(cut, room, column.align),
          column,
        );
      })
      .join(' '.repeat(gap))
      .trimEnd();
  const titles = columns.map(({ title }) => title);
  return [
    line(titles, (cell) => head(cell)),
    ...rows.map((row, index) => line(row, (cell, column) => column.paint?.(cell, index) ?? cell)),
  ];
}

function fitWidths(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): number[] {
  const widths = columns.map(({ title }, index) =>
    rows.reduce((widest, row) => Math.max(widest, textWidth(row[index] ?? '')), textWidth(title)),
  );
  let excess = widths.reduce((sum, each) => sum + each, gap * (columns.length - 1)) - width;
  while (excess > 0) {
    const candidates = widths.flatMap((each, index) => (columns[index]?.cut && each > narrowest ? [index] : []));
    const widest = candidates.reduce((best, index) => ((widths[index] ?? 0) > (widths[best] ?? -1) ? index : best), -1);
    if (widest === -1) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}
