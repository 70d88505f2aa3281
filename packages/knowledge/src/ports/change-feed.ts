import type { DocumentChange } from './document-change.ts';

export interface ChangeLimit {
  readonly documents: number;
  /** Bytes of markdown, roughly: UTF-16 code units will do. */
  readonly bytes: number;
}

/** The change logs of a store, one per data source, to be followed. */
export interface ChangeFeed {
  /** Every data source that exists; one that is no longer named leaves the index. */
  dataSources(): Promise<readonly number[]>;
  /** The next changes by ascending `seq`, up to a limit but at least one; empty when there are none after `afterSeq`. */
  next(dataSourceId: number, afterSeq: number, limit: ChangeLimit): Promise<readonly DocumentChange[]>;
  /** The `seq` of the latest change; 0 when there was none. */
  latest(dataSourceId: number): Promise<number>;
  /**
   * The highest `seq` of a deletion that the log no longer has; 0 when it has all. An index behind it starts over.
   * Absent: the log keeps every deletion until the index has passed it.
   */
  purged?(dataSourceId: number): Promise<number>;
  /** Resolves when there may be something new, at the latest after the host's polling interval; and when the signal aborts. */
  changed(signal: AbortSignal): Promise<void>;
}
