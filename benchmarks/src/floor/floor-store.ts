/** A document as the floor writes it. Digests are hexadecimal. */
export interface FloorDocument {
  readonly key: string;
  readonly id: string;
  readonly parentKey: string | null;
  readonly title: string;
  readonly container: boolean;
  readonly version: string;
  readonly size: number | null;
  readonly modifiedAt: number;
  readonly fingerprint: string;
  readonly body: string | null;
  readonly bodyHash: string | null;
}

/** What is stored about a document. */
export interface KnownDocument {
  readonly id: number;
  readonly fingerprint: string | null;
  readonly placed: boolean;
}

/** Everything of one transaction. */
export interface FloorBatch {
  readonly inserted: readonly FloorDocument[];
  readonly updated: readonly (readonly [id: number, document: FloorDocument])[];
  readonly seen: readonly number[];
  readonly cursor: string;
}

/** The SQL of one engine, batch by batch. */
export interface FloorStore {
  /** By key. */
  lookUp(keys: readonly string[]): Promise<ReadonlyMap<string, KnownDocument>>;
  /** Documents, bodies, placements, places in the change log, marks and cursor in one transaction. @param marks the pass's, kept up to date */
  commit(batch: FloorBatch, marks: SeenBits): Promise<void>;
  /** Placed documents by row, the next ones after `after`. */
  placed(after: number, limit: number): Promise<readonly number[]>;
  /** Takes them out of the slice; what no slice has becomes a tombstone with a place in the change log. */
  remove(ids: readonly number[]): Promise<void>;
  /** Ends the pass: no marks. */
  endPass(): Promise<void>;
  close(): Promise<void>;
}

/** Which documents a pass has seen, in the chunks that are stored. */
export class SeenBits {
  readonly #chunks = new Map<number, Uint8Array>();

  /** The chunks that changed. */
  add(ids: readonly number[]): Map<number, Uint8Array> {
    const changed = new Map<number, Uint8Array>();
    for (const id of ids) {
      const chunk = id >> 13;
      let bits = this.#chunks.get(chunk);
      if (!bits) {
        bits = new Uint8Array(1024);
        this.#chunks.set(chunk, bits);
      }
      bits[(id & 8191) >> 3] = (bits[(id & 8191) >> 3] ?? 0) | (1 << (id & 7));
      changed.set(chunk, bits);
    }
    return changed;
  }

  has(id: number): boolean {
    return ((this.#chunks.get(id >> 13)?.[(id & 8191) >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }
}
