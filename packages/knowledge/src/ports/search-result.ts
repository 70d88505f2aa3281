import type { Snippet } from '../snippet/make-snippet.ts';

export interface SearchResult {
  /** Best first. */
  readonly hits: readonly SearchHit[];
  /** `all`: each chunk has every word of the query. `any`: no chunk has all, these have some. */
  readonly matched: 'all' | 'any';
}

/** A document with its best chunks. */
export interface SearchHit {
  readonly documentId: number;
  readonly dataSourceId: number;
  readonly title: string;
  /** The best chunk's. Greater is better; comparable within one result only. */
  readonly score: number;
  /** Best first, at least one. */
  readonly chunks: readonly ChunkHit[];
}

export interface ChunkHit {
  /** As `chunkMarkdown` gave it. */
  readonly id: string;
  readonly ordinal: number;
  readonly headings: readonly string[];
  readonly score: number;
  readonly snippet: Snippet;
}
