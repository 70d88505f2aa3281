import type { KnownDocument } from '../contract/context.ts';
import type { ReadSliceOptions } from './read-slice-options.ts';

/** What the connector is told of stored documents: listings where what they told before may stand for what they tell now. */
export async function knownDocuments(
  options: ReadSliceOptions,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownDocument>> {
  const { store, lease } = options;
  const known = await store.known(lease, ids);
  if (mayCompare(options)) return known;
  return new Map([...known].map(([id, { listing: _, ...document }]) => [id, document]));
}

function mayCompare({ kind, lease, plan, filters, connector }: ReadSliceOptions): boolean {
  if (kind !== 'incremental' || lease.reading.kind !== 'feed' || plan.refetch) return false;
  // A container may have moved, and all that is in it with it, to where filters by path decide otherwise.
  return !filters.needPath || !connector.capabilities.stableIds;
}
