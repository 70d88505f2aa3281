import type { ParsedQuery } from '../query/parsed-query.ts';

export interface CandidateRequest {
  readonly query: ParsedQuery;
  readonly dataSourceIds: readonly number[];
  /** Whether a chunk must satisfy every wanted clause or any one. No unwanted clause may be satisfied. */
  readonly match: 'all' | 'any';
  /** Candidates at most. Fewer mean that there are no more. */
  readonly limit: number;
}

/** A chunk that was found. */
export interface Candidate {
  /** The index's own number of the chunk. */
  readonly chunk: number;
  readonly documentId: number;
  readonly dataSourceId: number;
  /** Greater is better. */
  readonly score: number;
}

/** What a hit shows of a chunk. */
export interface ChunkRecord {
  readonly chunk: number;
  readonly id: string;
  readonly ordinal: number;
  readonly headings: readonly string[];
  readonly text: string;
  readonly title: string;
}

/** What an index engine provides to `runSearch`. */
export interface CandidateSource {
  /** The best chunks, best first, of these data sources only. */
  find(request: CandidateRequest): Promise<readonly Candidate[]>;
  /** By the candidates' numbers; chunks that went meanwhile are absent. */
  load(chunks: readonly number[]): Promise<readonly ChunkRecord[]>;
}
