import { type Connector, type Context, defineConnector, describeError, type Slice } from '@acequia/core';
import type { z } from 'zod';
import { toChange } from './document-mapping.ts';
import type { PagedApi } from './paged-api.ts';
import { cursorSchemas, type PagedCursor } from './paged-cursor.ts';
import { readIdListing } from './read-listing.ts';
import type { ReadLimits, ReadOptions } from './read-options.ts';
import { fetchContents, fetchStates } from './read-single.ts';
import { type ReadSliceOptions, readByFeed, readByRevisit, readByWindow } from './read-slice.ts';
import { slicesOf } from './slices-of.ts';

export interface BuildOptions<S> extends ReadOptions {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly settings: z.ZodType<S>;
  readonly auth: Connector['auth'];
  readonly stableIds: boolean;
  open(context: Context<S>): PagedApi;
  limits(context: Context<S>): ReadLimits;
  readonly webhook?: Connector<S, PagedCursor>['webhook'];
}

/** The connector over any {@link PagedApi}. */
export function buildConnector<S>(options: BuildOptions<S>): Connector<S, PagedCursor> {
  const { mode = 'feed', content = 'inline', claims = 'whole', open, limits } = options;
  const bodies = content === 'inline';
  const ranges = claims === 'ranges';
  const confirm = claims === 'confirmed';
  const schema: z.ZodType<PagedCursor> = cursorSchemas[mode];

  function read(context: Context<S>, slice: Slice, cursor: PagedCursor | null) {
    const { pageSize, overlap } = limits(context);
    const api = open(context);
    const how: ReadSliceOptions = { slice, bodies, ranges, confirm, limit: pageSize, overlap };
    if (mode === 'feed') return readByFeed(api, how, cursor && cursorSchemas.feed.parse(cursor));
    if (mode === 'window') return readByWindow(api, context, how, cursor && cursorSchemas.window.parse(cursor));
    return readByRevisit(api, how, cursor && cursorSchemas.revisit.parse(cursor));
  }

  return defineConnector<S, PagedCursor>({
    type: options.type,
    contract: 1,
    title: options.title,
    description: options.description,
    settings: options.settings,
    auth: options.auth,
    cursor: schema,
    contentRevision: 1,
    capabilities: {
      incremental: mode,
      deletions: mode === 'feed' ? 'feed' : 'listing',
      stableIds: options.stableIds,
      ...(!bodies && { contentBatch: options.contentBatch ?? 50 }),
    },

    async validate(context) {
      try {
        const feeds = await open(context).feeds();
        if (feeds.length > 0) return [{ name: 'feeds', ok: true, message: `Sees ${feeds.length} feeds.` }];
        return [{ name: 'feeds', ok: false, message: 'Sees no feed.', remedy: 'Give the account access to a feed.' }];
      } catch (error) {
        const { message, remedy = 'Check the address and the token.' } = describeError(error);
        return [{ name: 'feeds', ok: false, message, remedy }];
      }
    },

    async *listContainers(context, parent, search) {
      const { items } = await open(context).containers(parent, search);
      for (const item of items) {
        const change = toChange(item);
        if (change.type === 'upsert') yield change.document;
        else context.log.warn('A folder is not as described.', { id: change.id, error: change.error.message });
      }
    },

    slices: (context, picks) => slicesOf(open(context), context.log, picks),
    read,
    ...(options.ids !== false && {
      readIds: (context: Context<S>, slice: Slice, cursor: PagedCursor | null) =>
        readIdListing<PagedCursor>(open(context), {
          slice,
          confirm,
          limit: limits(context).idsPageSize,
          at: cursor?.phase === 'ids' ? cursor : { root: 0 },
          cursor: (at) => ({ phase: 'ids', ...at }),
        }),
    }),
    ...(!bodies && { fetchContent: (context, wanted) => fetchContents(open(context), wanted) }),
    fetchDocuments: (context, wanted) => fetchStates(open(context), wanted, { bodies, ranges }),
    ...(options.webhook && { webhook: options.webhook }),
  });
}
