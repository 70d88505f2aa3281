import type { Redactor } from '../redaction/redactor.ts';

const longest = 200;

/** The beginning of an answer for an error message: one line, without secrets. Empty when there is nothing to read. */
export function excerpt(text: string, redactor: Redactor): string {
  // Redacted before it is cut, or half of a secret would stay.
  const line = redactor
    .text(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toWellFormed();
  return line.length > longest ? `${line.slice(0, longest).toWellFormed()}...` : line;
}
