import type { ParsedQuery, Phrase } from '../query/parsed-query.ts';
import { indexTerms } from '../terms/index-terms.ts';
import { matchPhrase } from './match-phrases.ts';

/** The terms of a chunk by where they stand. */
export interface RankedFields {
  readonly title: readonly string[];
  readonly headings: readonly string[];
  readonly text: readonly string[];
}

export interface RankStatistics {
  /** Chunks in the index. */
  readonly chunks: number;
  /** Terms of a chunk on average. */
  readonly averageLength: number;
  /** How many chunks have this phrase. */
  readonly count: (phrase: Phrase) => number;
}

/** What an occurrence counts for, in every engine. */
export const fieldWeights = { title: 8, headings: 3, text: 1 } as const;
/** BM25's usual constants, which are FTS5's too. */
const saturation = 1.2;
const lengthInfluence = 0.75;

export function fieldsOf(chunk: { title: string; headings: readonly string[]; text: string }): RankedFields {
  return { title: termsOf(chunk.title), headings: termsOf(chunk.headings.join('\n')), text: termsOf(chunk.text) };
}

/**
 * BM25 of a chunk, as SQLite's FTS5 counts it, for engines whose own ranking knows no weights or lengths.
 * Absent when the chunk does not satisfy the query after all: engines may find a little too much.
 */
export function rankChunk(
  query: ParsedQuery,
  match: 'all' | 'any',
  fields: RankedFields,
  statistics: RankStatistics,
): number | undefined {
  const length = fields.title.length + fields.headings.length + fields.text.length;
  const norm = saturation * (1 - lengthInfluence + (lengthInfluence * length) / Math.max(1, statistics.averageLength));
  let score = 0;
  let satisfied = 0;
  for (const clause of query.wanted) {
    let found = false;
    for (const phrase of clause) {
      const frequency = weightedCount(fields, phrase);
      if (frequency === 0) continue;
      found = true;
      score += (rarity(statistics, phrase) * (frequency * (saturation + 1))) / (frequency + norm);
    }
    if (found) satisfied += 1;
  }
  if (satisfied === 0 || (match === 'all' && satisfied < query.wanted.length)) return undefined;
  return query.unwanted.some((clause) => clause.some((phrase) => weightedCount(fields, phrase) > 0))
    ? undefined
    : score;
}

function weightedCount(fields: RankedFields, phrase: Phrase): number {
  return (
    fieldWeights.title * matchPhrase(fields.title, phrase).length +
    fieldWeights.headings * matchPhrase(fields.headings, phrase).length +
    fieldWeights.text * matchPhrase(fields.text, phrase).length
  );
}

/** Inverse document frequency; never negative, so that a word of every other chunk does not lower the score. */
function rarity({ chunks, count }: RankStatistics, phrase: Phrase): number {
  const having = Math.min(count(phrase), chunks);
  return Math.max(1e-6, Math.log((chunks - having + 0.5) / (having + 0.5)));
}

function termsOf(text: string): string[] {
  const terms = indexTerms(text);
  return terms === '' ? [] : terms.split(' ');
}
