import type { ByteSource, Draft } from '../formats/format.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { FlowWriter } from '../office/flow-writer.ts';
import { readProperties } from '../office/read-properties.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { openOdf } from './open-odf.ts';
import { readMargins } from './read-margins.ts';
import { TextReader } from './text-reader.ts';

/**
 * OpenDocument text or slides -> markdown: the text with its headings, lists, tables and links, then notes and comments, then what
 * headers and footers say.
 */
export async function convertOdfText({ bytes, maxMarkdownBytes }: ByteSource): Promise<Draft> {
  const { zip, styles } = await openOdf(bytes);
  const out = new MarkdownBuilder(maxMarkdownBytes);
  const flow = new FlowWriter(out);
  const reader = new TextReader(flow, styles);
  let slides = 0;
  await parseXml(zip.stream('content.xml'), {
    open(name, attributes) {
      styles.open(name, attributes);
      reader.open(name, attributes);
      if (name === 'page') slides++;
    },
    text: (data) => reader.text(data),
    close: (name) => reader.close(name),
  });
  flow.finish();
  for (const note of reader.notes) out.addBlock(note);
  if (slides === 0) {
    for (const text of await readMargins(zip.stream('styles.xml'), styles, maxMarkdownBytes)) out.addBlock(text);
  }
  return { markdown: out.toString(), fields: await readProperties(zip.stream('meta.xml')) };
}
