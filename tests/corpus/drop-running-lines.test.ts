import { expect, it } from 'vitest';
import { dropRunningLines } from './drop-running-lines.ts';

const pages = (count: number) =>
  Array.from({ length: count }, (_value, index) => `Handbook\n\nabout ${'abcdefgh'[index]}\n\n${index + 1}\n`);

it('keeps all lines of a few pages, which say too little about what repeats', () => {
  for (const count of [1, 2, 3]) {
    expect(dropRunningLines(pages(count)).match(/\S+/g)).toHaveLength(count * 4);
  }
});

it('drops what repeats at the edge of more pages, and their numbers', () => {
  expect(dropRunningLines(pages(4))).toBe('about a\nabout b\nabout c\nabout d');
});
