import type { CandidateRequest, Clause, Phrase } from '@acequia/knowledge';

/** Put before every term: the server's full text ignores tokens under three characters and English stop words by default. */
export const termPrefix = 'xq';

/** An expression for `AGAINST (... IN BOOLEAN MODE)`. Terms are [a-z0-9]: nothing that a user types is an operator. */
export function matchExpression({ query, match }: CandidateRequest): string {
  const wanted = query.wanted.map((clause) => `${match === 'all' ? '+' : ''}${anyOf(clause)}`);
  const unwanted = query.unwanted.map((clause) => `-${anyOf(clause)}`);
  return [...wanted, ...unwanted].join(' ');
}

/** The expression that finds one phrase. */
export function phraseExpression(phrase: Phrase): string {
  return `+${phraseOf(phrase)}`;
}

function anyOf(clause: Clause): string {
  const phrases = clause.map(phraseOf);
  return phrases.length === 1 ? phrases.join('') : `(${phrases.join(' ')})`;
}

function phraseOf({ terms, prefix }: Phrase): string {
  const encoded = terms.map((term) => termPrefix + term);
  const last = encoded.at(-1) ?? '';
  if (encoded.length === 1) return prefix ? `${last}*` : last;
  if (!prefix) return `"${encoded.join(' ')}"`;
  // A quotation cannot end in a prefix: this finds a little more, which ranking takes out.
  const rest = encoded.slice(0, -1);
  return `(+${rest.length === 1 ? rest.join('') : `"${rest.join(' ')}"`} +${last}*)`;
}
