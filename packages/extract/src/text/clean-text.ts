export interface CleanText {
  readonly text: string;
  readonly warnings: readonly string[];
}

const none: readonly string[] = [];

/** Well-formed Unicode without NUL and byte order mark, lines ended by a newline alone. Nothing else is changed. */
export function cleanText(original: string): CleanText {
  let text = original.charCodeAt(0) === 0xfeff ? original.slice(1) : original;
  let warnings = none;
  if (text.includes('\0')) {
    text = text.replaceAll('\0', '');
    warnings = [...warnings, 'NUL characters were removed.'];
  }
  if (text.includes('\r')) text = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  if (!text.isWellFormed()) {
    text = text.toWellFormed();
    warnings = [...warnings, 'Halves of characters (lone surrogates) were replaced by "\ufffd".'];
  }
  return { text, warnings };
}
