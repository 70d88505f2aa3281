import type { Filters } from '@acequia/core';
import type { Measured } from '../../measure/measurement.ts';
import type { Reach } from '../source.ts';

/**
 * `ours`: source to store, text kept. `indexed`: the same while the search index follows. `floor`: a plain client,
 * as directly as it can be written. `searchable`: the same with every content in an FTS5 table too. `script`: a plain
 * client on the library that people take for such sources.
 */
export type SourceSide = 'ours' | 'indexed' | 'floor' | 'searchable' | 'script';

/** One sync to measure, in a process of its own. */
export interface SourceMeasurement {
  readonly side: SourceSide;
  /** Of the connector. */
  readonly type: string;
  readonly reach: Reach;
  /** Path of the SQLite file. The same for all syncs of a round. */
  readonly database: string;
  readonly filters?: Filters;
}

/** What a sync did, to see that all sides did the same. */
export interface SourceWork {
  /** Live ones at the end, without containers. */
  readonly documents: number;
  readonly deleted: number;
  /** Of contents that were fetched. */
  readonly bytes: number;
  /** That were sent. */
  readonly requests: number;
}

export type SourceCost = Measured<SourceWork>;
