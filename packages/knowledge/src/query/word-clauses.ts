import { classes, dense } from '../terms/character-classes.ts';
import { type LocatedTerm, locateTerms } from '../terms/locate-terms.ts';
import type { Clause, Phrase } from './parsed-query.ts';
import { segmentRun } from './segment-run.ts';

/** An encoded term of two code units, or one. */
const densePair = /^z(?:[0-9a-f]{4}){1,2}$/;

/** The clauses of one blank-separated word of a query, already folded: each must be satisfied. Empty for punctuation. */
export function wordClauses(word: string): Clause[] {
  const clauses: Clause[] = [];
  for (const { text, isDense, open } of splitByScript(word)) {
    if (isDense) {
      for (const part of segmentRun(text)) clauses.push(...phraseClause(part));
      continue;
    }
    const terms = locateTerms(text);
    const phrase = phraseOf(terms, open);
    if (!phrase) continue;
    const parts = compoundParts(terms);
    clauses.push([
      phrase,
      ...(parts ? [{ terms: parts, prefix: open }] : []),
      ...joined(phrase, text),
      ...versions(phrase),
    ]);
  }
  return clauses;
}

/** The clause that a text makes when its terms must stand together; a `*` at its end makes the last one a prefix. */
export function phraseClause(text: string): Clause[] {
  const phrase = phraseOf(locateTerms(text), /[^\s*]\*+\s*$/.test(text));
  return phrase ? [[phrase]] : [];
}

function phraseOf(terms: readonly LocatedTerm[], open: boolean): Phrase | undefined {
  const main = terms.filter(({ kind }) => kind !== 'part');
  const last = main.at(-1);
  if (!last) return undefined;
  if (last.kind !== 'last') return { terms: main.map(({ term }) => term), prefix: open };
  // The index has a run's last character alone, where the run ends. In the middle of a longer run it begins a pair.
  const pairs = main.at(-2)?.kind === 'pair' && main.at(-2)?.end === last.end;
  const kept = pairs ? main.slice(0, -1) : main;
  return { terms: kept.map(({ term }) => term), prefix: !pairs };
}

/** `getUserName` also finds "get user name". */
function compoundParts(terms: readonly LocatedTerm[]): string[] | undefined {
  const words = terms.filter(({ kind }) => kind === 'word');
  const parts = terms.filter(({ kind }) => kind === 'part');
  return words.length === 1 && parts.length > 0 ? parts.map(({ term }) => term) : undefined;
}

/** `e-mail` and `snake_case` also find "email" and "snakecase". */
function joined(phrase: Phrase, text: string): Phrase[] {
  if (phrase.terms.length < 2 || phrase.terms.length > 4 || !/^\p{L}+(?:[-_]\p{L}+)+\*?$/u.test(text)) return [];
  const whole = phraseOf(locateTerms(text.replace(/[-_]/g, '').toLowerCase()), phrase.prefix);
  return whole ? [whole] : [];
}

/** `1.2.3` and `v1.2.3` find each other. */
function versions({ terms, prefix }: Phrase): Phrase[] {
  const [first = '', ...rest] = terms;
  if (rest.length === 0 || !/^v?\d+$/.test(first)) return [];
  return [{ terms: [first.startsWith('v') ? first.slice(1) : `v${first}`, ...rest], prefix }];
}

/** The words of a compound, each for itself. A phrase of pairs of a script without spaces is one word and stays. */
export function takeApart(clause: Clause): Clause[] {
  const [whole] = clause;
  if (!whole || whole.terms.length === 1 || whole.terms.some((term) => densePair.test(term))) return [clause];
  return whole.terms.map((term, at) => [{ terms: [term], prefix: whole.prefix && at === whole.terms.length - 1 }]);
}

interface ScriptStretch {
  readonly text: string;
  readonly isDense: boolean;
  /** A `*` follows its last letter. */
  readonly open: boolean;
}

/** Stretches of scripts without spaces, and what is between them. */
function splitByScript(word: string): ScriptStretch[] {
  const stretches: ScriptStretch[] = [];
  for (let at = 0; at < word.length; ) {
    const start = at;
    const isDense = classes[word.charCodeAt(at)] === dense;
    while (at < word.length && (classes[word.charCodeAt(at)] === dense) === isDense) at += 1;
    const text = word.slice(start, at);
    stretches.push({ text, isDense, open: /[^*]\*+$/.test(text) });
  }
  return stretches;
}
