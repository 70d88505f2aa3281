/** The title of a page, or the message of an error in XML (WebDAV and object stores have one). Empty when there is neither. */
export function readMarkup(markup: string): string {
  const [, said = ''] = /<(?:[\w.-]+:)?(?:title|message)(?:\s[^<>]*)?>([^<]*)</i.exec(markup) ?? [];
  return said.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (reference, decimal, hexadecimal, name) => {
    if (name !== undefined) return characters[name] ?? reference;
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : reference;
  });
}

/** Those that XML has. */
const characters: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };
