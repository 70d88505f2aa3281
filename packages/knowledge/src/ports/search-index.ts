import type { DocumentChange } from './document-change.ts';
import type { SearchQuery } from './search-query.ts';
import type { SearchResult } from './search-result.ts';

/** Changes of one data source that follow each other in its log. */
export interface ChangeBatch {
  readonly dataSourceId: number;
  /** The position that was read before the changes: the batch has everything between it and `position`. */
  readonly after: number;
  /** The last change's `seq`. */
  readonly position: number;
  /** By ascending `seq`, `dataSourceId` the batch's own. */
  readonly changes: readonly DocumentChange[];
}

/** What applying a batch did. */
export interface Applied {
  /** Documents written or removed; those that an earlier call had already applied are not counted. */
  readonly documents: number;
  readonly chunksAdded: number;
  readonly chunksRemoved: number;
  /** Chunks that were there already and were not indexed again. */
  readonly chunksKept: number;
}

/** The reading side of an index. */
export interface SearchReader {
  /** The `seq` up to which a data source is applied; 0 when nothing is. */
  position(dataSourceId: number): Promise<number>;
  /** Data sources with a position above 0, ascending. */
  dataSources(): Promise<number[]>;
  /** The best documents of the data sources that the query names, and of no other. Any text is a valid query. */
  search(query: SearchQuery): Promise<SearchResult>;
  close(): Promise<void>;
}

/**
 * A full-text index that follows the change log. It can be lost at any time: an index that is new, of another version or
 * damaged is empty and at position 0.
 */
export interface SearchIndex extends SearchReader {
  /**
   * Applies a batch and moves the position, both or neither. Changes at or below the position were applied before and are
   * skipped, so a batch may come any number of times, also from several followers; the position never moves back. An index
   * that is behind `after` (it was rebuilt meanwhile) ignores the batch: read its position again.
   */
  apply(batch: ChangeBatch): Promise<Applied>;
  /** Forgets a data source: its documents and its position. It is out of searches at once. */
  remove(dataSourceId: number): Promise<void>;
  /** Forgets everything. Followers begin at the start of each log. */
  rebuild(): Promise<void>;
}
