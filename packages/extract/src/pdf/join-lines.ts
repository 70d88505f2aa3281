const cjk = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;

/** Whether one of two neighbours is written without spaces between words. */
export function endsOrStartsCjk(before: string, after: string): boolean {
  return cjk.test(before.slice(-1)) || cjk.test(after.slice(0, 1));
}

/** Two lines of one paragraph as one: a word that was divided at the end of the line is whole again. */
export function joinLines(before: string, after: string): string {
  if (before.endsWith('\u00ad')) return before.slice(0, -1) + after;
  if (/\p{Ll}[-\u2010]$/u.test(before.slice(-3)) && /^\p{Ll}/u.test(after)) return before.slice(0, -1) + after;
  return endsOrStartsCjk(before, after) ? before + after : `${before} ${after}`;
}
