import { tooMuchMarkdown } from '../markdown/markdown-builder.ts';

const compressed = 0x75465a4c;
const windowSize = 4096;
/** What the window holds at the beginning. https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxrtfcp */
const dictionary =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/** Rich text as Outlook packs it. */
export function decompressRtf(packed: Uint8Array, maxBytes: number): Uint8Array {
  if (packed.byteLength < 16) return new Uint8Array();
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (view.getUint32(8, true) !== compressed) return packed.subarray(16);
  const window = new Uint8Array(windowSize);
  window.set(Buffer.from(dictionary, 'latin1'));
  let write = dictionary.length;
  const out: number[] = [];
  const put = (byte: number) => {
    out.push(byte);
    if (out.length > maxBytes) throw tooMuchMarkdown(maxBytes);
    window[write] = byte;
    write = (write + 1) % windowSize;
  };
  for (let at = 16; at < packed.length; ) {
    const flags = packed[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < packed.length; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(packed[at++] ?? 0);
        continue;
      }
      const token = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0);
      at += 2;
      const offset = token >> 4;
      if (offset === write) return Uint8Array.from(out);
      for (let index = 0; index < (token & 15) + 2; index++) put(window[(offset + index) % windowSize] ?? 0);
    }
  }
  return Uint8Array.from(out);
}
