import { describe, expect, it } from 'vitest';
import { safeName } from '../../src/export/safe-name.ts';

describe('safeName', () => {
  it.each([
    ['plan.md', 'plan.md'],
    ['水路の計画.md', '水路の計画.md'],
    ['a/b\\c:d*e?"f<g>h|i', 'a-b-c-d-e-f-g-h-i'],
    ['..', 'untitled'],
    ['.', 'untitled'],
    ['', 'untitled'],
    [' \u0000\u202e ', 'untitled'],
    ['../../etc/passwd', '..-..-etc-passwd'],
    ['con', '_con'],
    ['NUL.txt', '_NUL.txt'],
    ['Com1', '_Com1'],
    ['console', 'console'],
    ['ends with a dot.', 'ends with a dot'],
    ['two\nlines\tof  text', 'two lines of text'],
    ['lone \ud800 surrogate', 'lone \ufffd surrogate'],
    ['.hidden', '.hidden'],
  ])('%j becomes %j', (title, expected) => {
    expect(safeName(title)).toBe(expected);
  });

  it('cuts what is too long between letters, and keeps the ending', () => {
    const name = safeName(`${'水'.repeat(200)}.pdf`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
    expect(name).toMatch(/^水+\.pdf$/);
    expect(safeName(`${'x'.repeat(500)}`)).toHaveLength(180);
  });
});
