import { describe, expect, it } from 'vitest';
import { highlightSnippet } from '../../src/output/highlight.ts';
import { textWidth } from '../../src/output/text-width.ts';

const mark = (text: string) => `[${text}]`;

describe('highlightSnippet', () => {
  it('marks what matches', () => {
    const hit = { snippet: 'how to install it', highlights: [{ start: 7, end: 14 }] };
    expect(highlightSnippet(hit, 80, mark)).toBe('how to [install] it');
  });

  it('keeps the first match when it must cut', () => {
    const hit = {
      snippet: `${'before '.repeat(30)}match${' after'.repeat(30)}`,
      highlights: [{ start: 210, end: 215 }],
    };
    const line = highlightSnippet(hit, 60, (text) => text);
    expect(textWidth(line)).toBeLessThanOrEqual(60);
    expect(line).toMatch(/^…\S* before .*match after.*…$/);
  });

  it('cuts wide letters by their columns', () => {
    const hit = { snippet: '项目文档管理系统'.repeat(20), highlights: [{ start: 82, end: 84 }] };
    const line = highlightSnippet(hit, 31, (text) => text);
    expect(textWidth(line)).toBeLessThanOrEqual(31);
    expect(line).toContain('文档');
  });

  it('takes ranges that overlap, lie outside or are empty', () => {
    const highlights = [
      { start: 2, end: 5 },
      { start: 0, end: 3 },
      { start: 4, end: 4 },
      { start: 90, end: 99 },
    ];
    expect(highlightSnippet({ snippet: 'abcdefg', highlights }, 80, mark)).toBe('[abcde]fg');
    expect(highlightSnippet({ snippet: '', highlights }, 80, mark)).toBe('');
    expect(highlightSnippet({ snippet: 'plain text', highlights: [] }, 6, mark)).toBe('plain…');
  });

  it('joins lines and hides control characters', () => {
    const hit = { snippet: 'one\n\n  two \u001b[31mred', highlights: [{ start: 7, end: 10 }] };
    expect(highlightSnippet(hit, 80, mark)).toBe('one [two] �[31mred');
  });
});
