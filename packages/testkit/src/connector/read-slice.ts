import type { Change, Context, Slice } from '@acequia/core';
import { followFeed } from './follow-feed.ts';
import { followWindow } from './follow-window.ts';
import type { PagedApi } from './paged-api.ts';
import type { FeedCursor, ListPosition, RevisitCursor, WindowCursor } from './paged-cursor.ts';
import { readListing } from './read-listing.ts';

export interface ReadSliceOptions {
  readonly slice: Slice;
  readonly bodies: boolean;
  readonly ranges: boolean;
  readonly confirm: boolean;
  readonly limit: number;
  readonly overlap: number;
}

const beginning: ListPosition = { root: 0 };

/** Lists, from the feed's position before the listing, then follows the feed. */
export async function* readByFeed(
  api: PagedApi,
  options: ReadSliceOptions,
  cursor: FeedCursor | null,
): AsyncGenerator<Change<FeedCursor>> {
  let position: number;
  if (cursor?.phase === 'follow') position = cursor.position;
  else {
    const listed = cursor?.phase === 'list' ? cursor : undefined;
    position = listed?.position ?? (await api.now(options.slice.id)).position;
    const at = listed ?? beginning;
    yield* readListing<FeedCursor>(api, { ...options, at, cursor: (at) => ({ phase: 'list', position, ...at }) });
    yield { type: 'checkpoint', cursor: { phase: 'follow', position } };
  }
  yield* followFeed(api, { ...options, position });
}

/** Lists, from the source's time before the listing, then reads what was modified since. */
export async function* readByWindow(
  api: PagedApi,
  context: Pick<Context<unknown>, 'known'>,
  options: ReadSliceOptions,
  cursor: WindowCursor | null,
): AsyncGenerator<Change<WindowCursor>> {
  let from = cursor?.phase === 'follow' || cursor?.phase === 'pass' ? cursor : undefined;
  if (!from) {
    const listed = cursor?.phase === 'list' ? cursor : undefined;
    const time = listed?.time ?? (await api.now(options.slice.id)).time;
    const at = listed ?? beginning;
    yield* readListing<WindowCursor>(api, { ...options, at, cursor: (at) => ({ phase: 'list', time, ...at }) });
    from = { phase: 'follow', time };
    yield { type: 'checkpoint', cursor: from };
  }
  yield* followWindow(api, context, { ...options, cursor: from });
}

/** Lists everything each time. */
export async function* readByRevisit(
  api: PagedApi,
  options: ReadSliceOptions,
  cursor: RevisitCursor | null,
): AsyncGenerator<Change<RevisitCursor>> {
  const at = cursor?.phase === 'list' ? cursor : beginning;
  yield* readListing<RevisitCursor>(api, { ...options, at, cursor: (at) => ({ phase: 'list', ...at }) });
  yield { type: 'checkpoint', cursor: { phase: 'listed' } };
}
