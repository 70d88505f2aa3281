/** How far into a page browsers look, twice over. https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding */
const searchedBytes = 2048;

/** The charset that an HTML page or an XML declaration names near its beginning. */
export function findMetaCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, searchedBytes))
    .toString('latin1')
    .toLowerCase();
  if (!head.trimStart().startsWith('<')) return undefined;
  const at = Math.max(head.indexOf('charset='), head.indexOf(' encoding='));
  if (at === -1) return undefined;
  const value = head.slice(head.indexOf('=', at) + 1, at + 60);
  return /^["']?([a-z0-9_.:-]+)/.exec(value)?.[1];
}
