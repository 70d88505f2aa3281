import type { Digest, StoredDocument } from '@acequia/core';
import { ownAccess } from './access-text.ts';
import { contentStates } from './codes.ts';
import { hex } from './document-key.ts';

/** Columns of what the runner wants to know of a stored document; see {@link storedOf}. */
export type StoredRow = [
  documentId: number,
  deletedAt: number | null,
  content: number,
  version: string | null,
  revision: string,
  contentHash: Digest | null,
  parentKey: Digest | null,
  retryVersion: string | null,
  retryAt: number | null,
  retryAttempts: number | null,
  retryFingerprint: Digest | null,
  listedAccess: string | null,
  readAccess: string | null,
  contentMime: string | null,
];

/** Of the tables documents `d` and retries `r`. */
export const storedColumns = `d.id, d.deleted_at, d.content, d.version, d.revision, ${hex('d.content_hash')}, ${hex('d.parent_key')}, r.version, r.next_at, r.attempts, ${hex('r.fingerprint')}, d.listed_access, d.read_access, d.content_mime`;
export const storedCount = 14;

export function storedOf(row: StoredRow): StoredDocument {
  const [documentId, deletedAt, state, version, revision, contentHash, parentKey, ...retry] = row;
  const [retryVersion, nextAt, attempts, fingerprint, listedAccess, readAccess, contentMime] = retry;
  return {
    documentId,
    deleted: deletedAt !== null,
    content: contentStates[state] ?? 'none',
    version: version ?? undefined,
    revision,
    contentHash: contentHash || undefined,
    contentMime: contentMime ?? undefined,
    parentKey: parentKey || undefined,
    listedAccess,
    access: ownAccess(listedAccess, readAccess),
    retry:
      nextAt === null
        ? undefined
        : {
            version: retryVersion ?? undefined,
            fingerprint: fingerprint || undefined,
            nextAt,
            attempts: attempts ?? 0,
          },
  };
}
