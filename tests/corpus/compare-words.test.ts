import { expect, it } from 'vitest';
import { compareWords, describeComparison, shareOf } from './compare-words.ts';
import { splitMarkdown, splitWords } from './split-words.ts';

it('finds words in their order, whatever stands between them', () => {
  const comparison = compareWords(splitWords('one two three'), splitWords('One, and two; or three.'));
  expect([shareOf(comparison), comparison.missing]).toEqual([1, []]);
});

it('says which words are missing, and after which', () => {
  const comparison = compareWords(splitWords('a b c d e f'), splitWords('a b e f'));
  expect(describeComparison('x', comparison)).toBe('x: 4 of 6 words in order, 66.67 %\n  missing after "a b": c d');
});

it('takes a text without words for a failure of the other program', () => {
  expect(shareOf(compareWords([], splitWords('a b')))).toBe(0);
});

it('counts words that stand elsewhere as missing', () => {
  expect(shareOf(compareWords(splitWords('a b c d'), splitWords('d a b c')))).toBe(0.75);
});

it('looks through the marks of markdown, and at each sign of Chinese', () => {
  expect(splitMarkdown('un**believ**able snake\\_case \\*x\\* 你好 ﬁne')).toEqual([
    'unbelievable',
    'snake',
    'case',
    'x',
    '你',
    '好',
    'fine',
  ]);
});
