/** Scripts without spaces between words: each character counts. */
const single =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Khmer}\\p{Script=Myanmar}';
const words = new RegExp(`[${single}]\\p{M}*|(?:(?![${single}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');
/** Joiners, soft hyphens and marks of direction stand inside words and are no part of them. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** The words of a text, in their order, without differences of case and of how a character is encoded. */
export function splitWords(text: string): string[] {
  return text.replace(invisible, '').normalize('NFKC').toLowerCase().match(words) ?? [];
}

/** The words of markdown: marks of emphasis and code may stand inside one, backslashes before a sign are none. */
export function splitMarkdown(markdown: string): string[] {
  return splitWords(markdown.replace(/\\([!-/:-@[-`{-~])|[*`]+|~~/g, (_all, sign: string | undefined) => sign ?? ''));
}
