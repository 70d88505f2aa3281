const starts = ['<!doctype html', '<html', '<head', '<body'];

/** Whether a text is an HTML document: it begins with one of the tags of a page, after comments and an XML declaration. */
export function looksLikeHtml(text: string): boolean {
  let at = skipSpace(text, 0);
  while (text.startsWith('<!--', at) || text.startsWith('<?', at)) {
    const end = text.startsWith('<?', at) ? '?>' : '-->';
    const found = text.indexOf(end, at);
    if (found === -1) return false;
    at = skipSpace(text, found + end.length);
  }
  if (text[at] !== '<') return false;
  const head = text.slice(at, at + 15).toLowerCase();
  return starts.some((start) => head.startsWith(start) && !isNamePart(head[start.length]));
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r\f'.includes(text.charAt(at))) at++;
  return at;
}

/** `<header>` is no `<head>`. */
function isNamePart(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9-]/.test(character);
}
