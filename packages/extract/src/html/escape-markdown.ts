/** What would be markup inside a line, or may become it by what follows: emphasis at a word's edge, code, links, tags, entities. Not `snake_case` nor `a[0]`. */
const inline =
  /[\\*`]|~(?=~)|<(?=[a-z/!?]|$)|&(?=#?[a-z0-9]{1,31};)|\](?=[([:]|$)|(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/giu;
/** What would be markup at the beginning of a line: heading, quotation, list, rule. */
const lineStart = /^(?:([#>=|]|[-+](?=[ \t-]|$))|(\d{1,9})([.)])(?=\s|$))/;

/** Text that reads the same after markdown is rendered, with as few backslashes as possible. */
export function escapeMarkdown(text: string): string {
  return text.replace(inline, '\\$&');
}

/** Escapes what only counts at the beginning of a block. */
export function escapeLineStart(line: string): string {
  return line.replace(lineStart, (_all, mark: string | undefined, number: string, dot: string) =>
    mark === undefined ? `${number}\\${dot}` : `\\${mark}`,
  );
}
