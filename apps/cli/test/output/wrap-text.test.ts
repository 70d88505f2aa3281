import { describe, expect, it } from 'vitest';
import { wrapText } from '../../src/output/wrap-text.ts';

describe('wrapText', () => {
  it('breaks at spaces, within the width', () => {
    expect(wrapText('one two three', 9, '  ')).toBe('  one two\n  three');
    expect(wrapText('项目 文档', 5)).toBe('项目\n文档');
  });

  it('leaves a word that is too long whole, and everything where there is no width', () => {
    expect(wrapText('a abcdefghij b', 4)).toBe('a\nabcdefghij\nb');
    expect(wrapText('one two three', Number.POSITIVE_INFINITY)).toBe('one two three');
    expect(wrapText('', 4)).toBe('');
  });
});
