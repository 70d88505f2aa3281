import type { CandidateRequest, Clause, Phrase } from '@acequia/knowledge';

/** An FTS5 expression. Terms are [a-z0-9] in double quotes: nothing that a user types is syntax. */
export function matchExpression({ query, match }: CandidateRequest): string {
  const wanted = query.wanted.map(clause).join(match === 'all' ? ' AND ' : ' OR ');
  const unwanted = query.unwanted.map(clause).join(' OR ');
  return unwanted === '' ? wanted : `(${wanted}) NOT (${unwanted})`;
}

function clause(phrases: Clause): string {
  return `(${phrases.map(phrase).join(' OR ')})`;
}

function phrase({ terms, prefix }: Phrase): string {
  return `"${terms.join(' ')}"${prefix ? ' *' : ''}`;
}
