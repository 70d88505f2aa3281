import type { Complete } from '../contract/change.ts';
import type { ErrorDescription } from '../contract/errors.ts';
import type { Json } from '../contract/json.ts';
import type { Counts } from './counts.ts';
import type { Digest } from './sync-store.ts';

/** The content part of a document to write. */
export type ContentWrite =
  /** A container. */
  | { readonly state: 'none' }
  /** Leave what is stored. */
  | { readonly state: 'keep' }
  | {
      readonly state: 'ready';
      readonly hash: Digest;
      readonly mime: string;
      readonly markdown: string;
      /** Key under which the text is kept for other documents with the same bytes. Absent: it stays with its document. */
      readonly sharedAs?: Digest;
      readonly warnings: readonly string[];
      readonly fields?: { readonly [name: string]: Json };
    }
  /** The same bytes were extracted before: their text is there. */
  | { readonly state: 'reuse'; readonly hash: Digest; readonly mime: string; readonly sharedAs: Digest }
  /** To come; remembered as a retry. */
  | { readonly state: 'pending' }
  /** What was stored before stays, and the failure is remembered as a retry. */
  | { readonly state: 'failed'; readonly error: ErrorDescription; readonly attempts: number; readonly nextAt: number }
  /** Not wanted, for this reason. */
  | { readonly state: 'skipped'; readonly reason: string };

/** A document whose content is wanted. */
export interface ContentTarget {
  readonly key: Digest;
  /** Absent: not stored yet. */
  documentId?: number;
  readonly id: string;
  readonly ref?: Json;
  readonly title?: string;
  readonly mime?: string;
  readonly size?: number;
  /** Version of the content that is written or awaited. */
  readonly version?: string;
  readonly revision: string;
  /** What a look-up answers from now on; kept back while the content is pending or failed. Null: look closer next time. */
  readonly fingerprint: Digest | null;
}

/** One document with all its metadata. Without `documentId` it is inserted. */
export interface DocumentRow extends ContentTarget {
  readonly alias?: string;
  readonly parent?: string;
  /** Lives and dies with its parent, which is a document with content. */
  readonly owned: boolean;
  readonly container: boolean;
  readonly title: string;
  readonly url?: string;
  readonly createdAt?: number;
  readonly modifiedAt?: number;
  /** Authors, fields and links as one JSON value. */
  readonly details: Json;
  /** Its own access as the listing tells it, as text that is equal for equal access; null: its parent's. */
  readonly access: string | null;
  /** The listing says what it said before: what an access sync told since then stays. */
  readonly sameAccess: boolean;
}

/** One document to write. */
export interface DocumentWrite extends DocumentRow {
  readonly content: ContentWrite;
}

/** The content of a document that is stored already, where it was outstanding. */
export interface ContentUpdate extends ContentTarget {
  documentId: number;
  readonly content: ContentWrite;
}

/** A document that exists but could not be read at all, or a whole container. */
export interface FailureWrite {
  readonly key: Digest;
  readonly id: string;
  readonly ref?: Json;
  readonly title?: string;
  readonly error: ErrorDescription;
}

/** A stored document that a slice has (again). */
export interface Placed {
  readonly documentId: number;
  readonly alias?: string;
  /** Key of its parent as this slice tells it; null: at the top; absent: not told. */
  readonly parentKey?: Digest | null;
}

/** The own access of a stored document that changed. */
export interface AccessWrite {
  readonly documentId: number;
  readonly access: string | null;
}

/** A container whose direct members were told, all of them, with this commit or before it. */
export interface ListedWrite {
  /** Of the container. */
  readonly key: Digest;
  readonly digest: string;
  /** How many there were. */
  readonly members: number;
}

/** Everything of one commit. All of it becomes visible together, or none. */
export interface Batch {
  readonly documents: readonly DocumentWrite[];
  readonly contents: readonly ContentUpdate[];
  /** Stored documents that this pass met again unchanged. */
  readonly seen: readonly number[];
  /** Stored documents that are new to this slice, or that had left it. */
  readonly placed: readonly Placed[];
  /** Own access of stored documents, told apart from the listing; null: the parent's. */
  readonly accesses: readonly AccessWrite[];
  /** Documents that the source said left this slice. */
  readonly departed: readonly number[];
  /** Keys of containers that the slice lacks and that the source said left it: what is directly below them leaves. */
  readonly departedParents: readonly Digest[];
  readonly failures: readonly FailureWrite[];
  /** Behind all else of this commit: a document that it writes ends what was noted of its container's listing before. */
  readonly listed: readonly ListedWrite[];
  readonly claims: readonly Complete[];
  /** Something unknown was missed: no claim of this pass counts. */
  readonly voided: boolean;
  /** Containers to read again on their own. */
  readonly relists: readonly string[];
  /** Absent: the cursor stays. */
  readonly cursor?: Json;
  readonly counts: Readonly<Counts>;
}
