import { foldText } from '../terms/fold-text.ts';
import type { Clause, ParsedQuery } from './parsed-query.ts';
import { phraseClause, takeApart, wordClauses } from './word-clauses.ts';

const maxLength = 1_000;
const maxClauses = 32;
/** `-` before a word or a quotation; an unclosed quotation goes to the end. */
const token = /(-?)"([^"]*)(?:"|$)|(\S+?)(?=\s|"|$)/g;
const quotes = /[“”„‟«»＂「」『』]/g;

/** Reads a query as people type it. Never throws: what is no syntax is text. */
export function parseQuery(text: string): ParsedQuery {
  const wanted: Clause[] = [];
  const fallback: Clause[] = [];
  const unwanted: Clause[] = [];
  const source = text.slice(0, maxLength).toWellFormed().replace(quotes, '"');
  for (const match of source.matchAll(token)) {
    const [, minus, quoted, word = ''] = match;
    const folded = foldText(quoted ?? word);
    if (quoted === undefined ? /^-[^-]/.test(word) : minus === '-') {
      // The words of an unwanted compound together: `-foo_bar` does not refuse a lone `bar`.
      unwanted.push(...phraseClause(folded));
      continue;
    }
    const clauses = quoted === undefined ? wordClauses(folded) : phraseClause(folded);
    wanted.push(...clauses);
    fallback.push(...(quoted === undefined ? clauses.flatMap(takeApart) : clauses));
  }
  return { wanted: limited(wanted), fallback: limited(fallback), unwanted: limited(unwanted) };
}

/** The same word twice is one clause: engines would count it twice. */
function limited(clauses: readonly Clause[]): Clause[] {
  return [...new Map(clauses.map((clause) => [JSON.stringify(clause), clause])).values()].slice(0, maxClauses);
}
