const maxLength = 200;
const links = /!?\[([^\][]*)\]\([^()\s]{0,200}(?:\s[^()]{0,100})?\)/g;
const emphasis = /[*`~]+|(?<!\w)_+|_+(?!\w)/g;

/** The words of a heading: no marks of links and emphasis, one line, at most 200 characters. */
export function headingTitle(source: string): string {
  const plain = source
    .slice(0, 2 * maxLength)
    .replace(links, '$1')
    .replace(emphasis, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.slice(0, maxLength).toWellFormed();
}
