import { readRelationships } from '../office/relationships.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { readAttribute } from '../xml/read-attribute.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';

const maxTexts = 10_000;

/** What stands on a sheet but in no cell: comments, each with its cell, and the text of text boxes and shapes. */
export async function readSheetTexts(zip: ZipArchive, sheet: string): Promise<string[]> {
  const relationships = await readRelationships(zip, sheet);
  const texts: string[] = [];
  for (const part of relationships.findAll('comments')) await collect(zip, part, 'comment', texts);
  for (const part of relationships.findAll('drawing')) await collect(zip, part, 'p', texts);
  return texts;
}

async function collect(zip: ZipArchive, part: string, element: string, texts: string[]): Promise<void> {
  let text = '';
  let cell: string | undefined;
  let inText = false;
  await parseXml(zip.stream(part), {
    open(name, attributes) {
      if (name === element) {
        text = '';
        cell = readAttribute(attributes, 'ref');
      } else if (name === 't') inText = true;
    },
    text(data) {
      if (inText) text += data;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name !== element || text.trim() === '' || texts.length >= maxTexts) return;
      texts.push(cell === undefined ? text.trim() : `Comment on ${cell}: ${text.trim()}`);
    },
  });
}
