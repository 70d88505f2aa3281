import type { ParsedQuery } from '../query/parsed-query.ts';
import { findHighlights, type Highlight, mergeRanges, type Range } from './highlight.ts';

/** A stretch of a text that shows why it was found. */
export interface Snippet {
  /** Exactly as in the chunk: markdown, not escaped for any display. */
  readonly text: string;
  /** Where the stretch begins in the chunk's text. */
  readonly start: number;
  /** True when the chunk goes on after it. */
  readonly cut: boolean;
  /** What was searched for, as offsets in this snippet's text; ascending, apart. Empty when only the title or a heading has it. */
  readonly highlights: readonly Range[];
}

/** How much of the window stands before the first highlight. */
const lead = 0.25;
/** How far a border moves to the next blank. */
const slack = 24;

/** The stretch with the most different words of the query. The length is a goal: borders fall on blanks where there are some. */
export function makeSnippet(text: string, query: ParsedQuery, length = 240): Snippet {
  const highlights = findHighlights(text, query);
  const best = densest(highlights, length);
  const from = best ? Math.max(0, Math.min(best.start - Math.floor(length * lead), text.length - length)) : 0;
  const start = startAt(text, from, best?.start ?? from);
  const end = endAt(text, Math.min(text.length, Math.max(start + length, best?.end ?? 0)));
  const inside = highlights.filter((range) => range.start >= start && range.end <= end);
  return {
    text: text.slice(start, end),
    start,
    cut: end < text.length,
    highlights: mergeRanges(inside.map((range) => ({ start: range.start - start, end: range.end - start }))),
  };
}

/** The highlight that begins the window with the most different clauses, then the most highlights; the first of equals. */
function densest(highlights: readonly Highlight[], length: number): Highlight | undefined {
  const counts = new Map<number, number>();
  let best: Highlight | undefined;
  let bestScore = 0;
  let next = 0;
  for (const [index, first] of highlights.entries()) {
    while (next < highlights.length) {
      const candidate = highlights[next];
      if (!candidate || candidate.end > first.start + length * (1 - lead)) break;
      counts.set(candidate.clause, (counts.get(candidate.clause) ?? 0) + 1);
      next += 1;
    }
    const score = counts.size * 1_000 + Math.max(1, next - index);
    if (score > bestScore) [best, bestScore] = [first, score];
    const rest = (counts.get(first.clause) ?? 0) - 1;
    if (rest > 0) counts.set(first.clause, rest);
    else counts.delete(first.clause);
    next = Math.max(next, index + 1);
  }
  return best;
}

function startAt(text: string, from: number, limit: number): number {
  if (from === 0) return 0;
  for (let at = from; at < Math.min(from + slack, limit); at += 1)
    if (isBlank(text, at - 1) && !isBlank(text, at)) return at;
  return splitsCharacter(text, from) ? from - 1 : from;
}

function endAt(text: string, to: number): number {
  for (let at = to; at < Math.min(to + slack, text.length); at += 1) if (isBlank(text, at)) return at;
  return splitsCharacter(text, to) ? to + 1 : to;
}

function isBlank(text: string, at: number): boolean {
  return text.charCodeAt(at) <= 0x20;
}

function splitsCharacter(text: string, at: number): boolean {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}
