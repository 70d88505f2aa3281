import { parseXml } from '../xml/parse-xml.ts';
import { readAttribute, readNumber } from '../xml/read-attribute.ts';
import { type NumberKind, readNumberKind } from './number-format.ts';

/** What the cells of each style hold, by the number of the style. */
export async function readNumberKinds(chunks: AsyncIterable<Uint8Array>): Promise<readonly NumberKind[]> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCells = false;
  await parseXml(chunks, {
    open(name, attributes) {
      if (name === 'numFmt') {
        const code = readAttribute(attributes, 'formatCode');
        if (code !== undefined && !inCells) codes.set(readNumber(attributes, 'numFmtId') ?? 0, code);
      } else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) formats.push(readNumber(attributes, 'numFmtId') ?? 0);
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats.map((id) => readNumberKind(id, codes.get(id)));
}
