import type {
  Complete,
  ContentState,
  Digest,
  ErrorDescription,
  Group,
  Json,
  Lease,
  PlacementState,
  Reading,
  Slice,
} from '@acequia/core';
import { StaleLease } from '@acequia/core';

/** One document, live or deleted. */
export interface MemoryDocument {
  readonly documentId: number;
  readonly key: Digest;
  readonly id: string;
  ref?: Json;
  title: string;
  parent?: string;
  parentKey?: Digest;
  mime?: string;
  size?: number;
  container: boolean;
  owned: boolean;
  details: Json;
  /** Its own access, as text, as the listing told it last and as it is now; null: its parent's. */
  listedAccess: string | null;
  access: string | null;
  content: ContentState;
  version?: string;
  revision: string;
  fingerprint: Digest | null;
  contentHash?: Digest;
  contentMime?: string;
  markdown?: string;
  deletedAt?: number;
}

/** A content or document that is outstanding. */
export interface MemoryRetry {
  readonly key: Digest;
  readonly id: string;
  readonly ref?: Json;
  readonly title?: string;
  readonly homeId: number;
  /** The listing could not read it, so how it is now is not known. */
  readonly listing: boolean;
  readonly version?: string;
  readonly revision: string;
  readonly fingerprint: Digest | null;
  readonly attempts: number;
  readonly nextAt: number;
  readonly pass: number;
  readonly error?: ErrorDescription;
}

/** How one document stands in one slice. */
export interface MemoryPlacement {
  state: PlacementState;
  /** It leaves because a complete listing did not have it; the source did not say so. */
  absent?: boolean;
  parentKey: Digest | null;
  alias?: string;
  /** A container's: its listing, until a document directly in it is written. */
  listing?: { readonly digest: string; readonly documents: number };
}

/** A reading with everything that is kept of it. */
export interface MemoryReading {
  readonly id: number;
  readonly kind: Reading['kind'];
  readonly under?: string;
  /** The feed reading whose placements it writes. */
  readonly homeId: number;
  slice: Slice;
  basis: string;
  parked: boolean;
  cursor: Json | null;
  claims: Complete[];
  voided: boolean;
  pass: number;
  seen: Set<number>;
  token: number;
  waitingUntil?: number;
  finishedVersion?: string;
  /** `leaving`: something leaves in this pass. `ended`: and the pass is over. */
  departing: 'no' | 'leaving' | 'ended';
  /** A listing saw none of the documents that were there. */
  emptied: boolean;
}

/** One finished pass. */
export interface FinishedPass {
  readonly slice: string;
  readonly kind: Reading['kind'];
  /** What it claimed; none when something unknown was missed. */
  readonly claims: readonly Complete[];
}

/** Everything that the store holds. */
export class MemoryRows {
  readonly documents = new Map<number, MemoryDocument>();
  readonly byKey = new Map<Digest, MemoryDocument>();
  readonly retries = new Map<Digest, MemoryRetry>();
  readonly readings = new Map<number, MemoryReading>();
  /** By feed reading, then by document. */
  readonly placements = new Map<number, Map<number, MemoryPlacement>>();
  readonly texts = new Map<Digest, { readonly mime: string; readonly markdown: string }>();
  readonly passes: FinishedPass[] = [];
  /** Undefined: they were never read to their end. */
  groups?: readonly Group[];
  liveAtStart = 0;
  #next = 1;

  nextId(): number {
    return this.#next++;
  }

  /** The reading that a lease is for. @throws StaleLease */
  reading({ reading, token }: Lease): MemoryReading {
    const row = this.readings.get(reading.id);
    if (row?.token !== token) throw new StaleLease();
    return row;
  }

  placed(homeId: number): Map<number, MemoryPlacement> {
    const placed = this.placements.get(homeId) ?? new Map();
    this.placements.set(homeId, placed);
    return placed;
  }

  /** Rows of a slice that lie below one of these keys, the documents with these keys not among them. */
  below(homeId: number, keys: ReadonlySet<Digest>): Set<number> {
    const reached = new Set(keys);
    const found = new Set<number>();
    for (let before = -1; before < found.size; ) {
      before = found.size;
      for (const [documentId, { parentKey }] of this.placed(homeId)) {
        const key = this.documents.get(documentId)?.key;
        if (found.has(documentId) || parentKey === null || !reached.has(parentKey) || !key) continue;
        found.add(documentId);
        reached.add(key);
      }
    }
    return found;
  }

  /** Whether a slice has the document for good. */
  isHeld(documentId: number): boolean {
    return [...this.placements.values()].some((placed) => {
      const state = placed.get(documentId)?.state;
      return state === 'present' || state === 'kept';
    });
  }

  liveDocuments(): MemoryDocument[] {
    return [...this.documents.values()].filter(({ deletedAt }) => deletedAt === undefined);
  }
}
