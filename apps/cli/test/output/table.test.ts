import { describe, expect, it } from 'vitest';
import { formatTable } from '../../src/output/table.ts';
import { textWidth } from '../../src/output/text-width.ts';

const columns = [
  { title: 'NAME', cut: 'end' as const },
  { title: 'SIZE', align: 'right' as const },
  { title: 'PATH', cut: 'start' as const },
];

describe('formatTable', () => {
  it('aligns columns of wide and narrow letters', () => {
    expect(
      formatTable(
        columns,
        [
          ['项目', '1', 'a'],
          ['plan', '1,234', 'b/c'],
        ],
        80,
      ),
    ).toEqual(['NAME   SIZE  PATH', '项目      1  a', 'plan  1,234  b/c']);
  });

  it('cuts only what may be cut, and fits', () => {
    const rows = [['a very long name of a document', '123,456,789', 'deeply/nested/folder/with/many/names.md']];
    const lines = formatTable(columns, rows, 50);
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(50);
    expect(lines[1]).toContain('123,456,789');
    expect(lines[1]).toMatch(/^a very/);
    expect(lines[1]).toMatch(/names\.md$/);
  });

  it('cuts nothing without a width, and survives one that is too small', () => {
    const rows = [['x'.repeat(300), '1', 'y']];
    expect(formatTable(columns, rows, Number.POSITIVE_INFINITY)[1]).toContain('x'.repeat(300));
    expect(formatTable(columns, rows, 1)).toHaveLength(2);
  });

  it('paints after the layout', () => {
    const painted = formatTable([{ title: 'S', paint: (cell) => `<${cell}>` }, { title: 'T' }], [['ok', 'x']], 80);
    expect(painted[1]).toBe('<ok>  x');
  });
});
