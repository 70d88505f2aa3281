const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Words that stand in many titles but not in most, commonest first: what one could search these documents for. */
export function findFrequentWords(titles: readonly string[], limit: number): string[] {
  const counts = new Map<string, number>();
  for (const title of titles) {
    for (const word of new Set(splitWords(title.replace(/\.[^. ]{1,8}$/, '')))) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const most = Math.max(1, titles.length / 2);
  const sorted = [...counts].sort(
    ([a, x], [b, y]) => Number(x > most) - Number(y > most) || y - x || a.localeCompare(b),
  );
  return sorted.slice(0, limit).map(([word]) => word);
}

function splitWords(title: string): string[] {
  const spaced = title.replace(/[_.-]+/g, ' ').replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ');
  return Array.from(words.segment(spaced))
    .filter(
      ({ isWordLike, segment }) =>
        isWordLike && /^\p{L}/u.test(segment) && segment.length >= (cjk.test(segment) ? 2 : 3),
    )
    .map(({ segment }) => segment.toLowerCase());
}
