import { tooMuchMarkdown } from '../markdown/markdown-builder.ts';
import { parseXml } from '../xml/parse-xml.ts';

/** Strings of one workbook. */
const maxStrings = 10_000_000;

/** The texts that cells refer to by number. Readings above Japanese text are left out. */
export async function readSharedStrings(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let length = 0;
  let inText = false;
  let inReading = false;
  await parseXml(chunks, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') inReading = true;
      else if (name === 't') inText = !inReading;
    },
    text(data) {
      if (!inText) return;
      text += data;
      length += data.length;
      if (length > maxBytes) throw tooMuchMarkdown(maxBytes);
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'si') {
        if (strings.length >= maxStrings) throw tooMuchMarkdown(maxBytes);
        strings.push(text);
      }
    },
  });
  return strings;
}
