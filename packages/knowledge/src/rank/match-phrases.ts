import type { Phrase } from '../query/parsed-query.ts';

/** An occurrence: indexes of the first and last term. */
export interface PhraseMatch {
  readonly first: number;
  readonly last: number;
}

/** Where a phrase stands in a list of terms. */
export function matchPhrase(terms: readonly string[], phrase: Phrase): PhraseMatch[] {
  const matches: PhraseMatch[] = [];
  const [head] = phrase.terms;
  if (head === undefined) return matches;
  const { length } = phrase.terms;
  for (let first = 0; first + length <= terms.length; first += 1) {
    let at = 0;
    while (at < length && isTerm(terms[first + at], phrase.terms[at], phrase.prefix && at === length - 1)) at += 1;
    if (at === length) matches.push({ first, last: first + length - 1 });
  }
  return matches;
}

function isTerm(found: string | undefined, sought: string | undefined, prefix: boolean): boolean {
  if (found === sought) return true;
  return prefix && found !== undefined && sought !== undefined && found.startsWith(sought);
}
