import type { ObjectStore } from './object-store.ts';

/** A bucket as a connector reads it. */
export interface Bucket {
  readonly store: ObjectStore;
  /** Only keys that start so are read. Empty: all. */
  readonly prefix: string;
  /** True where the vendor says that listings are in the order of keys. False: it shows. */
  readonly ordered: boolean;
  /** Names the place, for cursors: another place is read from the beginning. */
  readonly place: string;
  /** Where a person opens an object or a folder (which ends with a slash); undefined: nowhere. */
  urlOf(path: string): string | undefined;
}
