import type { Relationships } from '../office/relationships.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';

const maxComments = 1000;

/** The comments on a slide, of both the older and the newer kind. */
export async function readComments(zip: ZipArchive, relationships: Relationships): Promise<string[]> {
  const comments: string[] = [];
  for (const part of relationships.findAll('comments')) {
    let text: string | undefined;
    await parseXml(zip.stream(part), {
      open(name) {
        if (name === 'text' || name === 't') text = '';
      },
      text(data) {
        if (text !== undefined) text += data;
      },
      close(name) {
        if (name !== 'text' && name !== 't') return;
        const found = text?.trim() ?? '';
        if (found !== '' && comments.length < maxComments) comments.push(found);
        text = undefined;
      },
    });
  }
  return comments;
}
