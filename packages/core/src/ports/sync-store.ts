import type { Group } from '../contract/access.ts';
import type { Complete } from '../contract/change.ts';
import type { KnownDocument } from '../contract/context.ts';
import { AcequiaError, type ErrorDescription } from '../contract/errors.ts';
import type { Json } from '../contract/json.ts';
import type { Slice } from '../contract/slice.ts';
import type { Batch, ContentTarget } from './batch.ts';

/** A digest in lower-case hexadecimal. Strings, because small buffers cost more than the digests themselves. */
export type Digest = string;

/**
 * What is read, with a cursor of its own: a slice's feed, the ids of a slice (reconcile), who may read its documents
 * (access), or one container's subtree that must be read again (relist). All readings of a slice place documents in that slice.
 */
export interface Reading {
  /** Row of this reading. */
  readonly id: number;
  readonly kind: 'feed' | 'ids' | 'access' | 'relist';
  /** `relist`: the container. */
  readonly under?: string;
  readonly slice: Slice;
  /** The slice's version when it was last read to the end. */
  readonly finishedVersion?: string;
  /** Some of its outstanding documents and contents are due. */
  readonly due?: boolean;
  /** Parked: not to be read before this time. */
  readonly waitingUntil?: number;
}

/** A reading that this process alone may write for. Every write carries the token; a stale one is refused with {@link StaleLease}. */
export interface Lease {
  readonly reading: Reading;
  readonly token: number;
  /** Where reading goes on; null: from the beginning. */
  readonly cursor: Json | null;
}

/** How a document stands in one slice. */
export type PlacementState =
  /** The slice has it. */
  | 'present'
  /** It left the slice; not applied yet. */
  | 'leaving'
  /** It left, and a person must agree first. */
  | 'withheld'
  /** It left, but a person chose to keep it. */
  | 'kept';

/** First answer of a look-up: enough to tell that nothing changed. */
export interface LookedUp {
  /** Of the id's exact bytes: the store's key. */
  readonly key: Digest;
  /** Row of the document; absent: the store has never seen it. */
  readonly documentId?: number;
  /** What was stored last, as one digest; null: something is outstanding, so look closer. */
  readonly fingerprint?: Digest | null;
  /** Absent: not in the slice that was asked about. */
  readonly placement?: PlacementState;
  /** The document is stored with another parent than this slice told last: another slice told that. */
  readonly reparented?: boolean;
}

/** How far the content of a document got. */
export type ContentState = 'none' | 'ready' | 'pending' | 'failed' | 'skipped';

/** Second answer, only for documents that changed. */
export interface StoredDocument {
  readonly documentId: number;
  readonly deleted: boolean;
  readonly content: ContentState;
  /** Version of the stored content. */
  readonly version?: string;
  /** Connector, extractor and settings revision that the content was made with. */
  readonly revision: string;
  /** sha-256 of the source bytes; absent: no content yet. */
  readonly contentHash?: Digest;
  /** Media type that the source bytes turned out to be. */
  readonly contentMime?: string;
  readonly parentKey?: Digest;
  /** Its own access as the listing told it last, and as it is now: an access sync may have told another. Null: its parent's. */
  readonly listedAccess: string | null;
  readonly access: string | null;
  /** Set while a content is outstanding. */
  readonly retry?: {
    readonly version?: string;
    /** Of the metadata that the content is awaited for. Absent: what failed was not the content. */
    readonly fingerprint?: Digest;
    readonly nextAt: number;
    readonly attempts: number;
  };
}

/** A document whose outstanding content is due. */
export interface DueDocument extends ContentTarget {
  /** A container: then reading its subtree is what failed. */
  readonly container: boolean;
  /** The source told that it exists, but not how it is now: its content alone is not enough. */
  readonly listing: boolean;
  readonly attempts: number;
  /** What is stored; absent: only the failure is. */
  readonly stored?: StoredDocument;
}

/** A document that a claim covers and that this pass did not see. */
export interface AbsentDocument {
  readonly documentId: number;
  readonly id: string;
  readonly ref?: Json;
  readonly title: string;
}

/** What would go if all departures were applied now. */
export interface Departures {
  /**
   * Live documents that no slice has any more, withheld ones included, containers not counted. 0 as long as no slice with
   * departures ended its pass; once one did, a store may count what left in passes that are not over: the cap is reached
   * sooner, never later.
   */
  readonly documents: number;
  /** Documents that were live when the sync started, counted alike; of no meaning when nothing departs. */
  readonly liveAtStart: number;
  /** Documents deleted in the 24 hours before. */
  readonly deletedLately: number;
  /** Slices in which a listing saw none of the documents that were there. */
  readonly emptied: readonly number[];
}

/** Somebody else writes for this reading now: stop at once, nothing was written. */
export class StaleLease extends AcequiaError {
  constructor() {
    super('stale_lease', 'Another process took over this sync', {
      hint: 'Nothing of this commit was written. The other process goes on from the last one.',
    });
  }

  static override isInstance(value: unknown): value is StaleLease {
    return AcequiaError.isInstance(value) && value.code === 'stale_lease';
  }
}

/**
 * What the runner needs of a store, for one sync of one data source.
 *
 * A method that writes checks the lease's token in the same transaction and rejects with {@link StaleLease} when it is
 * not the newest. Transient database errors are retried inside; what is thrown ends the sync.
 */
export interface SyncStore {
  /**
   * Brings the stored slices in line with the offered ones (a slice that is no longer offered is parked) and answers
   * the readings that are to be done: each feed, or each reading of another kind, and unfinished relists. A slice whose `basis`
   * (settings, filters, picks, revisions) is not the stored one starts from the beginning. The first ones are those that
   * were parked, then those that were not read for the longest time: with small budgets everybody gets a turn.
   */
  openReadings(
    offered: readonly Slice[],
    kind: Exclude<Reading['kind'], 'relist'>,
    basis: string,
  ): Promise<readonly Reading[]>;
  /** The ids of all slices that were ever offered, parked ones too. */
  knownSlices(): Promise<readonly string[]>;
  /** Null: another process has it and is alive. */
  lease(readingId: number): Promise<Lease | null>;
  /** Says that this sync lives and, with a lease, that it is still reading there. */
  renew(lease?: Lease): Promise<void>;
  /** Gives the reading back. `waitingUntil` parks it, `error` is shown. */
  release(lease: Lease, outcome: { readonly waitingUntil?: number; readonly error?: ErrorDescription }): Promise<void>;
  /** Begins a new pass: no cursor, no marks, no claims. */
  restart(lease: Lease): Promise<Lease>;

  /** The key of a document's id. */
  keyOf(id: string): Digest;
  /** In the order of `ids`. */
  lookUp(lease: Lease, ids: readonly string[]): Promise<readonly LookedUp[]>;
  /** Details of stored documents, by row. */
  load(documentIds: readonly number[]): Promise<ReadonlyMap<number, StoredDocument>>;
  /**
   * With the digest of a container's listing while the slice has as many documents directly in it as that told, none of
   * them was written since, and nothing of them is outstanding.
   */
  known(lease: Lease, ids: readonly string[]): Promise<ReadonlyMap<string, KnownDocument>>;
  /** Rows of the documents that the slice has directly in these containers. */
  members(lease: Lease, ids: readonly string[]): Promise<readonly number[]>;
  /** The ids that this slice calls by these aliases. */
  findAliases(lease: Lease, aliases: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Title and parent of documents, for paths. Ids that the store lacks are absent. */
  parents(ids: readonly string[]): Promise<ReadonlyMap<string, { readonly title: string; readonly parent?: string }>>;
  /** Whether a text is kept under this key. */
  hasText(sharedAs: Digest): Promise<{ readonly mime: string } | undefined>;
  /** Outstanding contents that are due before `now`, in key order after `after`. */
  due(lease: Lease, now: number, after: Digest | undefined, limit: number): Promise<readonly DueDocument[]>;
  /** Live documents of this source as if their contents were due, in any order; what the store lacks is absent. */
  asDue(ids: readonly string[]): Promise<readonly DueDocument[]>;

  /** Writes all of it, and sets `documentId` on the documents that were inserted. */
  commit(lease: Lease, batch: Batch): Promise<void>;

  /** The documents that this one owns, in this slice. */
  owned(lease: Lease, ownerId: string): Promise<readonly { readonly documentId: number; readonly id: string }[]>;

  /** The claims that this pass made, or none when it was voided. */
  claims(lease: Lease): Promise<readonly Complete[]>;
  /** Documents of this slice that the claim covers, that this pass did not see and that no failure protects, by row after `after`. */
  absent(lease: Lease, claim: Complete, after: number, limit: number): Promise<readonly AbsentDocument[]>;
  /** They left this slice. */
  depart(lease: Lease, documentIds: readonly number[]): Promise<void>;
  /** What is below departed containers and owners departs too, and the pass ends: no marks, no claims. `finished`: the slice was read to its end. */
  endPass(lease: Lease, finished: boolean): Promise<void>;

  /** Whether groups of the source were ever read to their end. */
  hasGroups(): Promise<boolean>;
  /** Replaces all groups of the source, when the last one is read; until then, and when reading fails, the old ones count. Rejects with what `groups` throws. */
  replaceGroups(groups: AsyncIterable<Group>): Promise<void>;

  departures(): Promise<Departures>;
  /** All departures, or those from these slices, wait for a person. Answers how many documents wait now. */
  withhold(sliceIds?: readonly number[]): Promise<number>;
  /** Applies up to `limit` departures that are not withheld: placements go, documents without any become tombstones. Answers how many documents went, and whether none is left. */
  applyDepartures(limit: number): Promise<{ readonly deleted: number; readonly done: boolean }>;
}
