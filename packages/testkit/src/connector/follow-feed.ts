import { type Change, type Slice, SourceError } from '@acequia/core';
import { toChange } from './document-mapping.ts';
import type { PagedApi } from './paged-api.ts';
import type { FeedCursor } from './paged-cursor.ts';

interface FollowOptions {
  readonly slice: Slice;
  readonly position: number;
  readonly limit: number;
  readonly bodies: boolean;
}

/** Reads the feed's events to the newest. What came into view with all below it is to be listed again. */
export async function* followFeed(api: PagedApi, options: FollowOptions): AsyncGenerator<Change<FeedCursor>> {
  let { position } = options;
  for (let more = true; more; ) {
    const page = await api.changes(options.slice.id, position, options.limit, options.bodies);
    if (page === 'expired') {
      throw new SourceError('cursor-expired', 'The source forgot what happened since the last sync.', {
        remedy: 'Nothing to do: everything is read again.',
      });
    }
    for (const { type, id, document } of page.changes) {
      if (document === null || document === undefined) {
        // Whatever the event says: it is not in this feed now, and may have gone with a folder that alone is told.
        yield { type: 'delete', id };
        continue;
      }
      const change = toChange(document);
      yield change;
      const container = change.type === 'upsert' && change.document.container === true;
      if (container && bringsSubtree(type, options.slice)) yield { type: 'relist', id };
    }
    if (page.more && page.next <= position) {
      throw new SourceError('bad-response', 'The change feed does not advance from page to page.');
    }
    if (page.next !== position) yield { type: 'checkpoint', cursor: { phase: 'follow', position: page.next } };
    ({ next: position, more } = page);
  }
}

/** A folder that moves within the feed may come from outside the picks. */
function bringsSubtree(type: string, slice: Slice): boolean {
  return type === 'enter' || type === 'restore' || (type === 'move' && slice.roots.length > 0);
}
