import type { ByteSource, Draft } from '../formats/format.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { FlowWriter } from '../office/flow-writer.ts';
import { type OfficeFile, openOfficeFile } from '../office/open-office-file.ts';
import { readProperties } from '../office/read-properties.ts';
import { type Relationships, readRelationships } from '../office/relationships.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { BodyReader, type DocxContext } from './body-reader.ts';
import { Notes } from './notes.ts';
import { Numbering } from './numbering.ts';
import { readNotes } from './read-notes.ts';
import { readStyles } from './read-styles.ts';

/**
 * Word -> markdown: the text with its headings, lists, tables and links, then footnotes, endnotes and comments, then what the
 * headers and footers say. Tracked changes count as accepted.
 */
export async function convertDocx({ bytes, maxMarkdownBytes }: ByteSource): Promise<Draft> {
  const file = await openOfficeFile(bytes, 'word/document.xml');
  const { zip, main } = file;
  const relationships = await readRelationships(zip, main);
  const part = (type: string) => zip.stream(relationships.find(type) ?? '');
  const notes = new Notes();
  const context: DocxContext = {
    styles: await readStyles(part('styles')),
    numbering: await Numbering.read(part('numbering')),
    relationships,
    markNote: (kind, id) => notes.mark(kind, id),
  };
  const out = new MarkdownBuilder(maxMarkdownBytes);
  const flow = new FlowWriter(out);
  await parseXml(zip.stream(main), new BodyReader(flow, context));
  flow.finish();
  await writeNotes(out, notes, file, context);
  for (const text of await readMargins(file, context, maxMarkdownBytes)) out.addBlock(text);
  const embedded = relationships.findAll('aFChunk').length;
  return {
    markdown: out.toString(),
    warnings: embedded === 0 ? [] : [`${embedded} embedded document part(s) were not read.`],
    fields: await readProperties(zip.stream(file.relationships.find('core-properties') ?? '')),
  };
}

async function writeNotes(
  out: MarkdownBuilder,
  notes: Notes,
  { zip }: OfficeFile,
  context: DocxContext,
): Promise<void> {
  if (notes.marked.length === 0) return;
  const read = async (type: string) => {
    const name = context.relationships.find(type) ?? '';
    const relationships: Relationships = await readRelationships(zip, name);
    return readNotes(zip.stream(name), { ...context, relationships, markNote: () => '' }, out.maxBytes);
  };
  const texts = {
    footnote: await read('footnotes'),
    endnote: await read('endnotes'),
    comment: await read('comments'),
  };
  for (const { kind, id, mark } of notes.marked) {
    const { author = '', markdown = '' } = texts[kind].get(id) ?? {};
    const by = kind === 'comment' ? `Comment${author === '' ? '' : ` by ${author}`}: ` : '';
    out.addBlock(`${mark}: ${by}${markdown.replaceAll('\n', '\n    ')}`);
  }
}

/** The texts of headers and footers, each once, if they are more than a number. */
async function readMargins({ zip }: OfficeFile, context: DocxContext, maxMarkdownBytes: number): Promise<string[]> {
  const texts = new Set<string>();
  for (const type of ['header', 'footer']) {
    for (const name of context.relationships.findAll(type)) {
      const out = new MarkdownBuilder(maxMarkdownBytes);
      const flow = new FlowWriter(out);
      const relationships = await readRelationships(zip, name);
      await parseXml(zip.stream(name), new BodyReader(flow, { ...context, relationships, markNote: () => '' }));
      flow.finish();
      if (/\p{L}/u.test(out.toString())) texts.add(out.toString());
    }
  }
  return [...texts];
}
