// Control characters would steer the reader's terminal, direction marks would show another text than there is.
const harmful = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/gu;

/** A text of a document, made safe for one line of a terminal: what steers it shows as `�`, white space as a space. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\t\n\r\f\v\u2028\u2029 ]+/g, ' ')
    .replace(harmful, '�');
}

/** The same for a text of several lines: line ends and tabs stay. */
export function printableLines(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(harmful, (character) => (character === '\n' || character === '\t' ? character : '�'));
}
