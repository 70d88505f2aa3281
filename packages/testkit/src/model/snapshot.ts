import { createHash } from 'node:crypto';
import type { Access } from '@acequia/core';

/** What a perfect store has of one document. */
export interface SnapshotEntry {
  readonly title: string;
  /** Absent for a feed and for a document of several feeds. */
  readonly parent?: string;
  readonly container: boolean;
  /** sha-256 of the body's UTF-8 bytes in hex; absent for containers. */
  readonly bodyHash?: string;
  /** The slices that list it, sorted. */
  readonly feeds: readonly string[];
  /** Its own access; absent: its folder's. */
  readonly access?: Access;
}

/** Everything that the source holds, by id, in no order. */
export type Snapshot = ReadonlyMap<string, SnapshotEntry>;

export function hashBody(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
