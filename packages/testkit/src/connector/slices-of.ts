import type { Logger, Pick, Slice } from '@acequia/core';
import type { PagedApi } from './paged-api.ts';

/** A slice for each feed, or for each feed that a pick lies in. A pick that cannot be seen is in none. */
export async function* slicesOf(api: PagedApi, log: Logger, picks: readonly Pick[]): AsyncGenerator<Slice> {
  const feeds = await api.feeds();
  if (picks.length === 0) {
    for (const { id, title } of feeds) yield { id, title, roots: [] };
    return;
  }
  const { items } = await api.states(
    picks.map((pick) => pick.id),
    false,
  );
  const feedOf = new Map(items.map((item) => [item.id, item.feed]));
  for (const pick of picks)
    if (!feedOf.get(pick.id)) log.warn('A picked folder cannot be seen any more.', { id: pick.id });
  for (const { id, title } of feeds) {
    const roots = picks.filter((pick) => feedOf.get(pick.id) === id);
    if (roots.length > 0) yield { id, title, roots };
  }
}
