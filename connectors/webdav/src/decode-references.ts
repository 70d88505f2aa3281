const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const reference = /&(?:#(\d{1,8})|#[xX]([\dA-Fa-f]{1,8})|(amp|lt|gt|quot|apos));/g;

/** Text as it stands in XML with its references replaced. What is none, or names an entity that was declared, stays. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(reference, (_, decimal?: string, hexadecimal?: string, name = '') => {
    if (decimal !== undefined) return characterOf(Number(decimal));
    return hexadecimal === undefined ? (named[name] ?? '') : characterOf(Number.parseInt(hexadecimal, 16));
  });
}

/** U+FFFD for what is no character. */
function characterOf(codePoint: number): string {
  const isCharacter = codePoint > 0 && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
  return String.fromCodePoint(isCharacter ? codePoint : 0xfffd);
}
