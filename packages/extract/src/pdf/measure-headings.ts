import type { PageText } from './read-page.ts';

/** The sizes of letters that are headings, each with its level: 1 is the largest. */
export type HeadingLevels = ReadonlyMap<number, number>;

const maxLevels = 3;
/** How much larger than the text a heading is. */
const larger = 1.15;
/** Sizes that make up more of the document than this are text, not headings. */
const maxShare = 0.25;

export function measureHeadings(pages: readonly PageText[]): HeadingLevels {
  const characters = new Map<number, number>();
  let total = 0;
  for (const line of pages.flat()) {
    characters.set(line.size, (characters.get(line.size) ?? 0) + line.text.length);
    total += line.text.length;
  }
  const body = [...characters].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0];
  const sizes = [...characters]
    .filter(([size, count]) => size >= body * larger && count <= total * maxShare)
    .map(([size]) => size)
    .sort((a, b) => b - a);
  return new Map(sizes.map((size, index) => [size, Math.min(index + 1, maxLevels)]));
}
