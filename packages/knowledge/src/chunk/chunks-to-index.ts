import type { Chunk } from './chunk.ts';
import { chunkMarkdown } from './chunk-markdown.ts';

/** What an index keeps of a document: its chunks, or a single empty one, so that a document without text is found by its title. */
export function chunksToIndex(markdown: string): Chunk[] {
  const chunks = chunkMarkdown(markdown);
  return chunks.length > 0 ? chunks : [{ id: 'title', ordinal: 0, headings: [], text: '', start: 0, end: 0 }];
}
