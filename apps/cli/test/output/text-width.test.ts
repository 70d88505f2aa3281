import { describe, expect, it } from 'vitest';
import { pad, textWidth, truncate, truncateStart } from '../../src/output/text-width.ts';

describe('textWidth', () => {
  it.each([
    ['', 0],
    ['plain', 5],
    ['项目文档', 8],
    ['ドキュメント', 12],
    ['ﾄﾞｷｭ', 4],
    ['문서', 4],
    ['（全角）', 8],
    ['e\u0301te\u0301', 3],
    ['🚀', 2],
    ['👩‍👩‍👧', 2],
    ['🇪🇸', 2],
    ['❤️', 2],
    ['1 # *', 5],
    ['a\u200bb', 2],
    ['\u001b[31mred\u001b[39m', 3],
  ])('%j takes %i columns', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });
});

describe('truncate', () => {
  it('never takes more columns than asked for, whatever the text', () => {
    for (const text of ['a long sentence', '项目文档管理', '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 'mixed 文档 🚀']) {
      for (let width = 0; width < 16; width += 1) {
        expect(textWidth(truncate(text, width))).toBeLessThanOrEqual(width);
        expect(textWidth(truncateStart(text, width))).toBeLessThanOrEqual(width);
      }
    }
  });

  it('keeps what fits and marks what it cuts', () => {
    expect(truncate('report.pdf', 10)).toBe('report.pdf');
    expect(truncate('report.pdf', 7)).toBe('report…');
    expect(truncateStart('a/b/report.pdf', 11)).toBe('…report.pdf');
    expect(truncate('项目文档', 6)).toBe('项目…');
  });
});

describe('pad', () => {
  it('fills by columns, not by characters', () => {
    expect(pad('文', 4)).toBe('文  ');
    expect(pad('12', 4, 'right')).toBe('  12');
    expect(pad('too long', 3)).toBe('too long');
  });
});
