const openLike = /(?<=^|\s)[)\]](?=[^\s)\]])/g;
const closeLike = /(?<=[^\s([])[([](?=[\s.,:;!?\u060c\u061b\u061f]|$)/g;
const opposite: Readonly<Record<string, string>> = { '(': ')', ')': '(', '[': ']', ']': '[' };

/**
 * Brackets of a right-to-left line as they are read. Some programs (Chromium, XeTeX) name them by their shape on the page, where
 * "(" closes; others by what they mean. The spaces around them tell.
 */
export function faceBrackets(text: string): string {
  const face = (bracket: string) => opposite[bracket] ?? bracket;
  return text.replace(openLike, face).replace(closeLike, face);
}
