const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

// Half-width forms belong to the same scripts as their wide relatives.
const wide =
  /[[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]--[\uff61-\uffdc]]/v;
const picture = /^\p{Emoji_Presentation}|^\p{Emoji}.*\ufe0f/u;
const invisible = /^[\p{Mark}\p{Cf}]+$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const colours = /\u001b\[[0-9;]*m/g;

/** How many columns of a terminal a text takes, colours not counted. */
export function textWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text.replace(colours, ''))) width += graphemeWidth(segment);
  return width;
}

/** Cuts a text without colours to at most `width` columns; a cut one ends with `…`. */
export function truncate(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  if (width < 1) return '';
  let [kept, used] = ['', 1];
  for (const { segment } of graphemes.segment(text)) {
    used += graphemeWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Cuts the beginning instead: of a path, the end says more. */
export function truncateStart(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const segments = Array.from(graphemes.segment(text), ({ segment }) => segment).reverse();
  let [kept, used] = ['', 1];
  for (const segment of segments) {
    used += graphemeWidth(segment);
    if (used > width) break;
    kept = segment + kept;
  }
  return width < 1 ? '' : `…${kept}`;
}

/** Fills with spaces to `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const fill = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? text + fill : fill + text;
}

function graphemeWidth(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  // Half-width voice marks join the letter before them and still take a column of their own.
  return wide.test(grapheme) || picture.test(grapheme) || /[\uff9e\uff9f]/.test(grapheme) ? 2 : 1;
}
