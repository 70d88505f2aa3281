import type { Document } from './document.ts';
import type { ErrorDescription } from './errors.ts';
import type { Json } from './json.ts';

/** This document exists in this slice and looks like this now. Repeats are harmless: the last one counts. */
export interface Upsert {
  readonly type: 'upsert';
  readonly document: Document;
}

/** The source says that the document left **this slice**, with what is still below it when the pass ends. It is deleted when no slice has it any more. */
export type Delete =
  | { readonly type: 'delete'; readonly id: string }
  | { readonly type: 'delete'; readonly alias: string };

/**
 * Something could not be read.
 *
 * - With `id`: it exists. It is protected from deletion with all below it, remembered, and retried alone.
 * - Without: it is not known what was missed, so no `complete` of this pass counts.
 */
export interface Failure {
  readonly type: 'failure';
  readonly id?: string;
  readonly ref?: Json;
  readonly title?: string;
  readonly error: ErrorDescription;
}

/**
 * Listed to the very end, in this pass: what was not seen here is gone from this slice.
 *
 * Without members it speaks of all roots of the slice; with `under` of one container's subtree; with `from` and/or
 * `to` of the aliases in `[from, to)` (a document without alias is in no range). `confirm`: the listing may miss
 * things, so each absent document is asked for (`fetchDocuments`) before it counts as gone.
 */
export interface Complete {
  readonly type: 'complete';
  readonly under?: string;
  readonly from?: string;
  readonly to?: string;
  readonly confirm?: true;
}

/**
 * This container's subtree must be read again, apart from the feed: it moved in, was restored, or access was regained.
 * Where that hangs on what `context.known` answers, it is said before the container: once that is stored it is known.
 */
export interface Relist {
  readonly type: 'relist';
  readonly id: string;
}

/**
 * The documents directly in this container were told, all of them and all in this reading, as its listing was when it had
 * this digest: an own one over whatever decides what is told of them (names, versions, sizes ...), up to 80 characters.
 * The host answers it with `context.known` as long as it has exactly these documents.
 */
export interface Listed {
  readonly type: 'listed';
  readonly id: string;
  readonly digest: string;
}

/**
 * What is directly in this container is what the host has: `context.known` answered its listing's digest. It stands for
 * all its documents, which need not be told; what is in the containers among them is told on its own.
 */
export interface Unchanged {
  readonly type: 'unchanged';
  readonly id: string;
}

/** All changes before this one are covered by `cursor`: reading may go on from here. Yield one after every page. */
export interface Checkpoint<C> {
  readonly type: 'checkpoint';
  readonly cursor: C;
}

/** What `read` yields. */
export type Change<C> = Upsert | Delete | Failure | Complete | Relist | Listed | Unchanged | Checkpoint<C>;

/** What `readIds` yields for a document that exists. */
export interface Seen {
  readonly type: 'seen';
  readonly id: string;
}
