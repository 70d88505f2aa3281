import type { Block } from './block.ts';
import { packPieces } from './pack-pieces.ts';
import { splitRows, splitText } from './split-text.ts';

/** A part of a block that was too long for one chunk. */
export interface BlockPart {
  readonly start: number;
  readonly end: number;
  /** Put before and after the text of the markdown. */
  readonly before: string;
  readonly after: string;
}

export interface SplitBlockOptions {
  readonly target: number;
  readonly max: number;
  readonly weigh: (start: number, end: number) => number;
}

/** The parts of a block, each within the maximum: a table repeats its header, code its fence, as long as that leaves room. */
export function splitBlock(markdown: string, block: Block, options: SplitBlockOptions): BlockPart[] {
  const { before, after, start, end } = frameOf(block, options);
  const room = before.length + after.length;
  const limits = { target: Math.max(1, options.target - room), max: options.max - room };
  const stretch = { text: markdown, start, end, max: limits.max, weigh: options.weigh };
  const pieces = block.kind === 'code' || block.kind === 'table' ? splitRows(stretch) : splitText(stretch);
  return packPieces(markdown, pieces, limits.target, limits.max).map((piece) => ({
    start: piece.start,
    end: piece.end,
    before,
    after,
  }));
}

function frameOf(block: Block, { max }: SplitBlockOptions): BlockPart {
  const whole = { start: block.start, end: block.end, before: '', after: '' };
  if (block.kind === 'code' && block.open.length + block.close.length < max / 4 && block.bodyStart < block.bodyEnd) {
    return { start: block.bodyStart, end: block.bodyEnd, before: `${block.open}\n`, after: `\n${block.close}` };
  }
  // Twice: a header may be of a dense script.
  if (block.kind === 'table' && 2 * block.header.length < max / 2 && block.bodyStart < block.end) {
    return { start: block.bodyStart, end: block.end, before: `${block.header}\n`, after: '' };
  }
  return whole;
}
