import type { Listed, Unchanged } from '../contract/change.ts';
import type { Lease, SyncStore } from '../ports/sync-store.ts';
import type { Committer } from './committer.ts';
import type { ToldMembers } from './told-members.ts';

/** What listings are taken with. */
export interface ListingOptions {
  readonly store: Pick<SyncStore, 'members' | 'keyOf'>;
  readonly lease: Lease;
  readonly committer: Committer;
  readonly told: ToldMembers;
}

/** Notes the listings that were told, and sees again what is in the unchanged ones. Answers how many documents that are. */
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
    const members = told.take(id);
    if (members !== undefined) open.listed.push({ key: store.keyOf(id), digest, members });
  }
  return rows.length;
}
