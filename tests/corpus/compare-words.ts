import { diff } from 'fast-myers-diff';

/** Words in a row that one text has and the other has not there. */
export interface MissingWords {
  readonly words: readonly string[];
  /** A few words that stand before them, to find the place. */
  readonly before: readonly string[];
}

export interface Comparison {
  /** Words that were looked for. */
  readonly total: number;
  /** Those that were found, in their order. */
  readonly found: number;
  readonly missing: readonly MissingWords[];
}

const contextWords = 5;

/** Looks for the words of one text in another, in their order. What the other has besides does not matter. */
export function compareWords(expected: readonly string[], actual: readonly string[]): Comparison {
  const missing: MissingWords[] = [];
  let lost = 0;
  for (const [from, to] of diff([...expected], [...actual])) {
    if (from === to) continue;
    lost += to - from;
    missing.push({ words: expected.slice(from, to), before: expected.slice(Math.max(0, from - contextWords), from) });
  }
  return { total: expected.length, found: expected.length - lost, missing };
}

/** The share of words that were found, 0 to 1. When there were none to look for, nothing was compared: 0. */
export function shareOf({ total, found }: Comparison): number {
  return total === 0 ? 0 : found / total;
}

/** A comparison for people: the share, and what is missing, the longest first. */
export function describeComparison(name: string, comparison: Comparison, most = 20): string {
  const { total, found, missing } = comparison;
  const lines = [...missing]
    .sort((one, other) => other.words.length - one.words.length)
    .slice(0, most)
    .map(({ words, before }) => `  missing after "${before.join(' ')}": ${shorten(words)}`);
  const more = missing.length > most ? [`  and ${missing.length - most} more`] : [];
  const share = (shareOf(comparison) * 100).toFixed(2);
  return [`${name}: ${found} of ${total} words in order, ${share} %`, ...lines, ...more].join('\n');
}

function shorten(words: readonly string[]): string {
  const shown = words.slice(0, 12).join(' ');
  return words.length > 12 ? `${shown} ... (${words.length} words)` : shown;
}
