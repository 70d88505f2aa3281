import { type Change, type Context, type Slice, SourceError } from '@acequia/core';
import { compareIds } from '../model/compare-ids.ts';
import { toChange } from './document-mapping.ts';
import type { PagedApi } from './paged-api.ts';
import type { WindowCursor } from './paged-cursor.ts';

interface WindowOptions {
  readonly slice: Slice;
  readonly cursor: Exclude<WindowCursor, { phase: 'list' } | { phase: 'ids' }>;
  readonly limit: number;
  readonly overlap: number;
  readonly bodies: boolean;
}

/**
 * Reads what was modified since the last pass, and some time before. A folder that the store lacks came in with all
 * below it, whose own times are old: it is to be listed.
 */
export async function* followWindow(
  api: PagedApi,
  context: Pick<Context<unknown>, 'known'>,
  { slice, cursor, limit, overlap, bodies }: WindowOptions,
): AsyncGenerator<Change<WindowCursor>> {
  const started = cursor.phase === 'pass' ? cursor.started : (await api.now(slice.id)).time;
  // In the middle of a pass the position may be later than its start: what changes meanwhile is read too.
  if (cursor.phase === 'follow' && cursor.time > started) {
    throw new SourceError('cursor-expired', 'The last sync ended after the present time of the source.', {
      remedy: 'Nothing to do: everything is read again.',
    });
  }
  let at = cursor.phase === 'pass' ? cursor : { time: cursor.time - overlap, id: '' };
  for (;;) {
    const page = await api.modified(slice.id, { time: at.time, id: at.id, limit }, bodies);
    const changes = page.items.map((item) => toChange(item));
    const folders = changes.flatMap((change) =>
      change.type === 'upsert' && change.document.container ? [change.document.id] : [],
    );
    const known = folders.length > 0 ? await context.known(folders) : new Map();
    // Before the folders themselves: once they are stored they are known.
    for (const id of folders) if (!known.has(id)) yield { type: 'relist', id };
    yield* changes;
    if (!page.next) break;
    if (page.next.time < at.time || (page.next.time === at.time && compareIds(page.next.id, at.id) <= 0)) {
      throw new SourceError('bad-response', 'The listing by time does not advance from page to page.');
    }
    at = page.next;
    yield { type: 'checkpoint', cursor: { phase: 'pass', started, time: at.time, id: at.id } };
  }
  yield { type: 'checkpoint', cursor: { phase: 'follow', time: started } };
}
