import type { Json } from './json.ts';

/** A container that a user chose to sync. Without picks a data source reads everything that it may. */
export interface Pick {
  /** Id of the container. */
  readonly id: string;
  /** The container's `ref`, if its document had one. */
  readonly ref?: Json;
}

/**
 * One feed of a source with one cursor: a channel, a mailbox, a drive, or the whole source.
 * It is the unit of reading, resuming and leasing.
 */
export interface Slice {
  /** Stable and unique in the data source. */
  readonly id: string;
  /** For people. Absent: the id is shown. */
  readonly title?: string;
  /** The picks inside this feed. Empty: all of the feed. */
  readonly roots: readonly Pick[];
  /** If the source has a cheap version for the whole slice: equal to the last one means that the slice is skipped without a request. */
  readonly version?: string;
}
