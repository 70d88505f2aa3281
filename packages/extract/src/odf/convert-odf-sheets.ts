import type { ByteSource, Draft } from '../formats/format.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { readProperties } from '../office/read-properties.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { openOdf } from './open-odf.ts';
import { SheetReader } from './sheet-reader.ts';

/** OpenDocument spreadsheet -> markdown: each sheet below its name, as tables. */
export async function convertOdfSheets({ bytes, maxMarkdownBytes }: ByteSource): Promise<Draft> {
  const { zip } = await openOdf(bytes);
  const out = new MarkdownBuilder(maxMarkdownBytes);
  await parseXml(zip.stream('content.xml'), new SheetReader(out));
  return { markdown: out.toString(), fields: await readProperties(zip.stream('meta.xml')) };
}
