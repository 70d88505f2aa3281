import type { BytePath } from './byte-path.ts';
import type { PlainContent, PlainEntry } from './plain-files.ts';

/** A file to be read, unless it has the version that is stored. */
export interface FileRequest {
  /** Without links on its way. */
  readonly real: BytePath;
  readonly storedVersion?: string;
}

/** What a disk thread is asked. */
export type DiskRequest =
  | { readonly inspect: { readonly real: BytePath; readonly names: readonly BytePath[] } }
  | { readonly read: readonly FileRequest[] };

/** Its answers, in the order of the questions, each in the order of what was asked for. */
export interface DiskAnswer {
  readonly entries: readonly PlainEntry[];
  readonly contents: readonly PlainContent[];
  /** Milliseconds that the disk took. */
  readonly took: number;
}
