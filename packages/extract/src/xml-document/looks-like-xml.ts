/** The name of the root element of an XML document that says that it is one; undefined for another text. */
export function findRoot(text: string): string | undefined {
  if (!/^\s*<\?xml[\s?]/.test(text.slice(0, 200))) return undefined;
  let at = text.indexOf('<?xml');
  while (at !== -1 && at < text.length) {
    if (text.startsWith('<?', at)) at = after(text, '?>', at);
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at);
    else if (text.startsWith('<!', at)) at = afterDeclaration(text, at);
    else return /^<([\p{L}_][\p{L}\p{N}_.:-]{0,100})/u.exec(text.slice(at, at + 110))?.[1];
  }
  return undefined;
}

/** Where the next "<" stands after an end mark. */
function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found === -1 ? -1 : text.indexOf('<', found + end.length);
}

/** A document type declaration may hold others in brackets. */
function afterDeclaration(text: string, from: number): number {
  const end = text.indexOf('>', from);
  if (end === -1) return -1;
  const bracket = text.slice(from, end).indexOf('[');
  return bracket === -1 ? after(text, '>', from) : after(text, ']>', from + bracket);
}
