import type { ContentTarget, ContentWrite, DocumentRow } from '../ports/batch.ts';
import type { StoredDocument } from '../ports/sync-store.ts';

/** What a write does to the document, for the counters. */
export type Effect = 'created' | 'updated' | 'moved' | 'restored';

/** A document on its way to the store; its content may still be to come. */
export interface PlannedWrite {
  readonly target: ContentTarget;
  /** The same with all metadata. Absent: only the content is outstanding. */
  readonly row?: DocumentRow;
  readonly stored?: StoredDocument;
  /** Absent: counted before. */
  effect?: Effect;
  /** Equal content means that nothing is to be written at all. */
  readonly sameMetadata: boolean;
  /** How often the content failed so far. */
  readonly attempts: number;
  /** Absent: outstanding. */
  content?: ContentWrite;
  /** It came, but may only be stored in a later batch than the one that holds this. */
  late?: ContentWrite;
  /** Others came along with its content: it is never stored before them. */
  broughtOthers?: boolean;
  /** The version of the bytes that came, where it is not the listed one. */
  version?: string;
  /** A newer state of the same document took over: what still comes is dropped. */
  superseded: boolean;
  /** Where it is: `sent` in a running commit, `stored` with its content outstanding. */
  phase: 'open' | 'sent' | 'stored';
}
