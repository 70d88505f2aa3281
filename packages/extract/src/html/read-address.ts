const allowed = new Set(['http', 'https', 'mailto', 'tel', 'ftp']);
const maxLength = 8192;

/**
 * An address for a markdown link: absolute when the page has a base, else as written; undefined when it would run something
 * (`javascript:`), holds the data itself, or is a place on the same page.
 */
export function readAddress(written: string | undefined, base: string | undefined): string | undefined {
  if (written === undefined || written.length > maxLength) return undefined;
  const address = dropControls(written);
  if (address === '' || address.startsWith('#')) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme !== undefined && !allowed.has(scheme)) return undefined;
  const absolute = scheme === undefined && base !== undefined ? (URL.parse(address, base)?.href ?? address) : address;
  return absolute.replace(/[\s<>()\\|`]/g, (character) =>
    character === '(' || character === ')' ? `%${character.charCodeAt(0).toString(16)}` : encodeURIComponent(character),
  );
}

/** Browsers ignore these inside an address, so `java\nscript:` is one. */
function dropControls(text: string): string {
  let result = '';
  for (const character of text) if (character > '\x1f' && character !== '\x7f') result += character;
  return result.trim();
}
