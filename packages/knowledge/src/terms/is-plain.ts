/**
 * ASCII without compound words, without words that begin like encoded ones do, and without words that are cut. Its
 * parts never compete for a character or a word, so it is linear; it takes a third of the time that writing the terms does.
 */
const plain =
  /^(?:[\0-/:-@[-`{-\x7f]*(?:[A-Ya-y0-9][a-z0-9]{0,63}|[A-Y0-9][A-Z]{1,63})(?![A-Za-z0-9]))*[\0-/:-@[-`{-\x7f]*$/;

/**
 * Whether a text is its own terms for an engine that lowers ASCII letters and separates words at all that is neither
 * letter nor digit, as FTS5's tokenizer `ascii` does: such an engine makes of the text what it makes of `indexTerms(text)`.
 */
export function isPlain(text: string): boolean {
  return plain.test(text);
}
