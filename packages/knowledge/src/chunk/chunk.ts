/** A piece of a document that is found on its own. Offsets and lengths are UTF-16 code units of the markdown. */
export interface Chunk {
  /** From headings, text and the number of earlier equal chunks: the same after an edit elsewhere in the document. 22 to 32 characters. */
  readonly id: string;
  /** Place in the document, from 0. */
  readonly ordinal: number;
  /** The titles above it, outermost first; empty before the first heading. */
  readonly headings: readonly string[];
  /** What it says, `\n`-separated. A part of a long table begins with the table's header, a part of a long code block is fenced again. */
  readonly text: string;
  /** Where the text begins in the markdown. */
  readonly start: number;
  /** Where it ends, exclusive. */
  readonly end: number;
}

export interface ChunkOptions {
  /** Where a chunk may be closed. A character of Chinese, Japanese or Korean counts twice. Default 1,600. */
  readonly targetLength?: number;
  /** No chunk is longer, counted likewise. At least 64. Default one and a half times the target. */
  readonly maxLength?: number;
}
