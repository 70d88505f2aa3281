/** A text as one word of a shell, in quotes where it needs them: for commands that a person copies. */
export function quoteWord(text: string): string {
  return /^[\p{L}\p{N}_./~:@%+,-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
