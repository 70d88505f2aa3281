import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { FlowWriter } from '../office/flow-writer.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { OdfStyles } from './styles.ts';
import { TextReader } from './text-reader.ts';

const margins = /^(?:header|footer)(?:-left|-first)?$/;

interface OpenMargin {
  readonly name: string;
  readonly out: MarkdownBuilder;
  readonly flow: FlowWriter;
  readonly reader: TextReader;
}

/** The texts of headers and footers in styles.xml, each once, if they are more than a number. */
export async function readMargins(
  chunks: AsyncIterable<Uint8Array>,
  styles: OdfStyles,
  maxMarkdownBytes: number,
): Promise<string[]> {
  const texts = new Set<string>();
  let open: OpenMargin | undefined;
  await parseXml(chunks, {
    open(name, attributes) {
      if (open) open.reader.open(name, attributes);
      else if (margins.test(name)) {
        const out = new MarkdownBuilder(maxMarkdownBytes);
        const flow = new FlowWriter(out);
        open = { name, out, flow, reader: new TextReader(flow, styles) };
      }
    },
    text: (data) => open?.reader.text(data),
    close(name) {
      if (open === undefined) return;
      if (open.name !== name) {
        open.reader.close(name);
        return;
      }
      open.flow.finish();
      if (/\p{L}/u.test(open.out.toString())) texts.add(open.out.toString());
      open = undefined;
    },
  });
  return [...texts];
}
