import type { ParsedQuery } from '../query/parsed-query.ts';
import { matchPhrase } from '../rank/match-phrases.ts';
import { locateTerms } from '../terms/locate-terms.ts';

/** UTF-16 offsets, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A found phrase and which clause of the query it satisfies. */
export interface Highlight extends Range {
  readonly clause: number;
}

/** Where a text has what a query wants, by ascending start. Ranges of different clauses may overlap. */
export function findHighlights(text: string, query: ParsedQuery): Highlight[] {
  const located = locateTerms(text);
  const terms = located.map(({ term }) => term);
  const found: Highlight[] = [];
  for (const [clause, phrases] of query.wanted.entries()) {
    for (const phrase of phrases) {
      for (const { first, last } of matchPhrase(terms, phrase)) {
        const [from, to] = [located[first], located[last]];
        if (!from || !to) continue;
        // One character of a dense script was sought; the pair that begins with it was found.
        const single = phrase.prefix && to.kind === 'pair' && to.term !== phrase.terms.at(-1);
        found.push({ start: from.start, end: single ? to.start + 1 : to.end, clause });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The union of ranges that overlap or touch. */
export function mergeRanges(ranges: readonly Range[]): Range[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of ranges) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
