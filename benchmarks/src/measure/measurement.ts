/** Which code does the work: the engine's packages, or plain SQL on the driver. */
export type Side = 'ours' | 'floor';

export type Engine = 'sqlite' | 'mariadb';

/** `sync`: source to store. `index`: change log to search index. */
export type Phase = 'sync' | 'index';

/** What happened at the source since the last sync. */
export type Scenario = 'first' | 'unchanged' | 'changed' | 'deleted';

export const scenarios: readonly Scenario[] = ['first', 'unchanged', 'changed', 'deleted'];

/** One thing to measure, in a process of its own. */
export interface Measurement {
  readonly side: Side;
  readonly engine: Engine;
  readonly phase: Phase;
  /** Database URL, or path of the SQLite file. The same for all scenarios of a round. */
  readonly database: string;
  /** Path of the index's file, on SQLite. */
  readonly indexFile: string;
  /** Address of the paged source. */
  readonly source: string;
}

/** What a sync or an indexing run did, to see that both sides did the same. */
export interface Work {
  readonly created: number;
  readonly unchanged: number;
  readonly updated: number;
  readonly deleted: number;
}

/** What some work cost. */
export interface Measured<W> {
  /** Of the work, without the start of the process and the opening of the database. */
  readonly wallMs: number;
  /** User and system time of the process in that span; a database server's is not in it. */
  readonly cpuMs: number;
  /** Largest resident set of the process over its whole life. */
  readonly peakRssMb: number;
  /** Median of the resident set while it worked. */
  readonly medianRssMb: number;
  readonly work: W;
}

export type Cost = Measured<Work>;
