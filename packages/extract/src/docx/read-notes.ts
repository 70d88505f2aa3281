import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { FlowWriter } from '../office/flow-writer.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { readAttribute } from '../xml/read-attribute.ts';
import { BodyReader, type DocxContext } from './body-reader.ts';

export interface NoteText {
  readonly author: string;
  readonly markdown: string;
}

const noteElements = new Set(['footnote', 'endnote', 'comment']);

/** The notes of footnotes.xml, endnotes.xml or comments.xml by id. */
export async function readNotes(
  chunks: AsyncIterable<Uint8Array>,
  context: DocxContext,
  maxMarkdownBytes: number,
): Promise<ReadonlyMap<string, NoteText>> {
  const notes = new Map<string, NoteText>();
  const counted = new MarkdownBuilder(maxMarkdownBytes);
  let open: { id: string; author: string; out: MarkdownBuilder; flow: FlowWriter; reader: BodyReader } | undefined;
  await parseXml(chunks, {
    open(name, attributes) {
      if (!noteElements.has(name)) return open?.reader.open(name, attributes);
      const out = new MarkdownBuilder(maxMarkdownBytes);
      const flow = new FlowWriter(out);
      const id = readAttribute(attributes, 'id') ?? '';
      open = {
        id,
        author: readAttribute(attributes, 'author') ?? '',
        out,
        flow,
        reader: new BodyReader(flow, context),
      };
    },
    text(data) {
      open?.reader.text(data);
    },
    close(name) {
      if (!noteElements.has(name)) return open?.reader.close(name);
      if (open === undefined) return;
      open.flow.finish();
      const markdown = open.out.toString();
      counted.add(markdown);
      notes.set(open.id, { author: open.author, markdown });
      open = undefined;
    },
  });
  return notes;
}
