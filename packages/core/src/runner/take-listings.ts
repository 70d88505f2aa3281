import type { Listed, Unchanged } from '../contract/change.ts';
import { SourceError } from '../contract/errors.ts';
import type { Lease, SyncStore } from '../ports/sync-store.ts';
import type { Committer } from './committer.ts';
import type { ToldMembers } from './told-members.ts';

const longestDigest = 80;

/** What listings are taken with. */
export interface ListingOptions {
  readonly store: Pick<SyncStore, 'members' | 'keyOf'>;
  readonly lease: Lease;
  readonly committer: Committer;
  readonly told: ToldMembers;
}

/**
 * Notes the listings that were told, and sees again what is in the unchanged ones. Answers how many documents that are.
 *
 * @throws SourceError `internal` when a digest is too long to be kept
 */
export async function takeListings(
  listings: readonly (Listed | Unchanged)[],
  { store, lease, committer, told }: ListingOptions,
): Promise<number> {
  const unchanged = listings.flatMap((listing) => (listing.type === 'unchanged' ? [listing.id] : []));
  const rows = unchanged.length > 0 ? await store.members(lease, unchanged) : [];
  const { open } = committer;
  for (const documentId of rows) open.seen.push(documentId);
  open.counts.total += rows.length;
  open.counts.unchanged += rows.length;
  for (const listing of listings) {
    if (listing.type === 'unchanged') continue;
    const { id, digest } = listing;
    if (digest.length > longestDigest) {
      throw new SourceError(
        'internal',
        `The connector gave a listing a digest of more than ${longestDigest} characters`,
      );
    }
    const members = told.take(id);
    if (members !== undefined) open.listed.push({ key: store.keyOf(id), digest, members });
  }
  return rows.length;
}
