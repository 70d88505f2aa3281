import { foldText } from './fold-text.ts';
import { scanTerms } from './scan-terms.ts';
import { TermWriter } from './term-writer.ts';

/**
 * A function that turns a text into the terms to index: one string of blank-separated words of `[a-z0-9]`, without syntax,
 * stop words or language of any engine, in the order of the text, then the parts of its `camelCase` words.
 *
 * Case, accents and compatibility forms are folded. Scripts without spaces give each pair of neighbours (and the last
 * character alone), so that a phrase of pairs is exactly a substring. Everything outside ASCII is `z` and hexadecimal.
 *
 * @param prefix put before each term. MariaDB's and MySQL's full text ignores tokens under three characters and stop words
 * by default: two letters here get past both. Default: none.
 */
export function createTermIndexer(prefix = ''): (text: string) => string {
  const writer = new TermWriter(prefix);
  return (text) => {
    const folded = foldText(text);
    writer.open(folded);
    scanTerms(folded, writer);
    return writer.close();
  };
}

/** The terms of a text without a prefix; see {@link createTermIndexer}. */
export const indexTerms: (text: string) => string = createTermIndexer();
