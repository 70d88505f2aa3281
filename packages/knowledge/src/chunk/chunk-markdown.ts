import type { Block } from './block.ts';
import type { Chunk, ChunkOptions } from './chunk.ts';
import { createChunkIds } from './chunk-ids.ts';
import { packPieces } from './pack-pieces.ts';
import type { Piece } from './piece.ts';
import { scanBlocks } from './scan-blocks.ts';
import { type BlockPart, splitBlock } from './split-block.ts';
import { createWeight } from './text-weight.ts';

const minMaxLength = 64;

/**
 * Cuts a markdown text into chunks: at headings, then between paragraphs, lists, tables and code blocks, then between lines
 * and sentences. Code blocks and table rows stay whole unless one alone is longer than the maximum. Linear in time.
 *
 * Empty or blank text gives no chunk. A heading with nothing below it stands in the next chunk if that is deeper, else alone.
 */
export function chunkMarkdown(markdown: string, options: ChunkOptions = {}): Chunk[] {
  const target = Math.max(options.targetLength ?? 1_600, minMaxLength / 2);
  const max = Math.max(options.maxLength ?? Math.ceil(target * 1.5), minMaxLength);
  const weigh = createWeight(markdown);
  const chunks: Chunk[] = [];
  const idOf = createChunkIds();
  for (const { headings, blocks } of sectionsOf(scanBlocks(markdown))) {
    for (const part of partsOf(markdown, blocks, { target, max, weigh })) {
      const { start, end } = trim(markdown, part);
      if (start === end) continue;
      const text = unifyLines(part.before + markdown.slice(start, end) + part.after);
      chunks.push({ id: idOf(headings, text), ordinal: chunks.length, headings, text, start, end });
    }
  }
  return chunks;
}

interface Section {
  readonly headings: readonly string[];
  readonly blocks: Block[];
}

function* sectionsOf(blocks: readonly Block[]): Iterable<Section> {
  const path: { level: number; title: string }[] = [];
  let section: Section = { headings: [], blocks: [] };
  let level = 0;
  for (const block of blocks) {
    if (block.kind !== 'heading') {
      section.blocks.push(block);
      continue;
    }
    const onlyHeadings = section.blocks.every((earlier) => earlier.kind === 'heading');
    const open = onlyHeadings && block.level > level ? section.blocks : [];
    if (open.length === 0 && section.blocks.length > 0) yield section;
    while ((path.at(-1)?.level ?? 0) >= block.level) path.pop();
    path.push({ level: block.level, title: block.title });
    level = block.level;
    section = { headings: path.map(({ title }) => title).filter((title) => title !== ''), blocks: [...open, block] };
  }
  if (section.blocks.length > 0) yield section;
}

function* partsOf(
  markdown: string,
  blocks: readonly Block[],
  options: { target: number; max: number; weigh: (start: number, end: number) => number },
): Iterable<BlockPart> {
  let pieces: Piece[] = [];
  const pack = function* (): Iterable<BlockPart> {
    for (const { start, end } of packPieces(markdown, pieces, options.target, options.max)) {
      yield { start, end, before: '', after: '' };
    }
    pieces = [];
  };
  for (const block of blocks) {
    const weight = options.weigh(block.start, block.end) + 2;
    if (weight <= options.max) {
      pieces.push({ start: block.start, end: block.end, weight });
      continue;
    }
    yield* pack();
    yield* splitBlock(markdown, block, options);
  }
  yield* pack();
}

/** Without blank ends; the indentation of the first line stays. */
function trim(markdown: string, part: BlockPart): { start: number; end: number } {
  let { start, end } = part;
  while (end > start && markdown.charCodeAt(end - 1) <= 0x20) end -= 1;
  for (let at = start; at < end && markdown.charCodeAt(at) <= 0x20; at += 1) {
    if (markdown.charCodeAt(at) === 0x0a) start = at + 1;
  }
  return { start, end };
}

function unifyLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
