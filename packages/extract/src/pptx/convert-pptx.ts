import type { ByteSource, Draft } from '../formats/format.ts';
import { escapeMarkdown } from '../html/escape-markdown.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { FlowWriter } from '../office/flow-writer.ts';
import { openOfficeFile } from '../office/open-office-file.ts';
import { readProperties } from '../office/read-properties.ts';
import { type Relationships, readRelationships } from '../office/relationships.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { readPrefixedAttribute } from '../xml/read-attribute.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { readComments } from './read-comments.ts';
import { SlideReader } from './slide-reader.ts';

/** PowerPoint -> markdown: each slide below a heading, hidden ones too, with its tables, diagrams, comments and notes. */
export async function convertPptx({ bytes, maxMarkdownBytes }: ByteSource): Promise<Draft> {
  const { zip, main, relationships: fileRelationships } = await openOfficeFile(bytes, 'ppt/presentation.xml');
  const out = new MarkdownBuilder(maxMarkdownBytes);
  const slides = await findSlides(zip, main);
  for (const [index, slide] of slides.entries()) await writeSlide(out, zip, slide, index + 1);
  const fields = await readProperties(zip.stream(fileRelationships.find('core-properties') ?? ''));
  return { markdown: out.toString(), fields: { ...fields, slides: slides.length } };
}

/** The slides in the order of the presentation, each once. */
async function findSlides(zip: ZipArchive, main: string): Promise<string[]> {
  const relationships = await readRelationships(zip, main);
  const slides = new Set<string>();
  await parseXml(zip.stream(main), {
    open(name, attributes) {
      if (name !== 'sldId') return;
      const found = relationships.get(readPrefixedAttribute(attributes, 'id'));
      if (found && !found.external && zip.has(found.target)) slides.add(found.target);
    },
  });
  return [...slides];
}

/** A slide without any text is left out. */
async function writeSlide(out: MarkdownBuilder, zip: ZipArchive, slide: string, number: number): Promise<void> {
  const relationships = await readRelationships(zip, slide);
  const { title, body } = await readPart(zip, slide, relationships, out.maxBytes, true);
  const blocks = [body];
  for (const diagram of relationships.findAll('diagramData')) {
    blocks.push((await readPart(zip, diagram, relationships, out.maxBytes, false)).body);
  }
  for (const comment of await readComments(zip, relationships)) blocks.push(`Comment: ${escapeMarkdown(comment)}`);
  const notes = relationships.find('notesSlide');
  if (notes !== undefined) {
    const { body: text } = await readPart(zip, notes, await readRelationships(zip, notes), out.maxBytes, false);
    if (text !== '') blocks.push(`Notes:\n\n${text}`);
  }
  const name = title.replace(/\s+/g, ' ').trim();
  const written = blocks.filter((block) => block !== '');
  if (name === '' && written.length === 0) return;
  out.addBlock(`## ${name === '' ? `Slide ${number}` : escapeMarkdown(name)}`);
  for (const block of written) out.addBlock(block);
}

async function readPart(
  zip: ZipArchive,
  part: string,
  relationships: Relationships,
  maxBytes: number,
  outline: boolean,
): Promise<{ title: string; body: string }> {
  const out = new MarkdownBuilder(maxBytes);
  const flow = new FlowWriter(out);
  const reader = new SlideReader(flow, { relationships, outline });
  await parseXml(zip.stream(part), reader);
  flow.finish();
  return { title: reader.title, body: out.toString() };
}
