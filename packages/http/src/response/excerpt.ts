import type { Redactor } from '../redaction/redactor.ts';
import { readMarkup } from './read-markup.ts';

const longest = 200;

/**
 * What an answer says, for an error message: one line, without secrets. The beginning of a text, the title or message of
 * a page or of XML. Empty when there is nothing to read.
 */
export function excerpt(text: string, redactor: Redactor): string {
  // Redacted before it is cut, or half of a secret would stay.
  const line = redactor
    .text(/^\s*</.test(text) ? readMarkup(text) : text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toWellFormed();
  return line.length > longest ? `${line.slice(0, longest).toWellFormed()}...` : line;
}
