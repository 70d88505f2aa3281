import { type Change, type Seen, type Slice, SourceError } from '@acequia/core';
import { compareIds } from '../model/compare-ids.ts';
import { toChange } from './document-mapping.ts';
import type { ListQuery, PagedApi } from './paged-api.ts';
import type { ListPosition } from './paged-cursor.ts';

interface Page<E> {
  readonly next: string | null;
  /** What the page says, in the connector's words. */
  readonly changes: readonly (Change<never> | E)[];
}

interface ListOptions<C, E> {
  readonly slice: Slice;
  /** Where to go on. */
  readonly at: ListPosition;
  readonly limit: number;
  /** The claim of each page; absent: one claim at the end. */
  readonly ranges?: boolean;
  /** The listing may miss things: each absent document is to be asked for. */
  readonly confirm?: boolean;
  list(query: ListQuery): Promise<Page<E> | 'left'>;
  cursor(at: ListPosition): C;
}

/** Reads the picks of a slice (or all of it) to the end, with a checkpoint after every page, and claims completeness. */
async function* listRoots<C, E>(options: ListOptions<C, E>): AsyncGenerator<Change<C> | E> {
  const { slice, limit } = options;
  const roots = slice.roots.length > 0 ? slice.roots.map((pick) => pick.id) : [undefined];
  const ranges = options.ranges === true && slice.roots.length === 0;
  for (let { root, after } = options.at; root < roots.length; ) {
    const under = roots[root];
    const page = await listRoot(options, { after, limit, under });
    for (const change of page.changes) yield change;
    const next = page.next ?? undefined;
    if (next !== undefined && after !== undefined && compareIds(next, after) <= 0) {
      throw new SourceError('bad-response', 'The listing does not advance from page to page.');
    }
    if (ranges)
      yield {
        type: 'complete',
        ...(after !== undefined && { from: successor(after) }),
        ...(next !== undefined && { to: successor(next) }),
      };
    if (next === undefined) root += 1;
    after = next;
    yield { type: 'checkpoint', cursor: options.cursor(after === undefined ? { root } : { root, after }) };
  }
  if (!ranges) yield { type: 'complete', ...(options.confirm && { confirm: true as const }) };
}

/** A pick that left the feed or cannot be seen costs nothing but itself. */
async function listRoot<C, E>(options: ListOptions<C, E>, query: ListQuery): Promise<Page<E>> {
  const { under } = query;
  try {
    const page = await options.list(query);
    if (page !== 'left') return page;
    return { next: null, changes: under === undefined ? [] : [{ type: 'delete', id: under }] };
  } catch (error) {
    if (under === undefined || !SourceError.isInstance(error) || error.kind !== 'not-found') throw error;
    return {
      next: null,
      changes: [{ type: 'failure', id: under, error: { kind: error.kind, message: error.message } }],
    };
  }
}

/** The first text after `id` in bytewise order. */
const successor = (id: string) => `${id}\0`;

/** Documents. */
export function readListing<C>(
  api: PagedApi,
  options: Pick<ListOptions<C, never>, 'slice' | 'at' | 'limit' | 'ranges' | 'confirm' | 'cursor'> & {
    readonly bodies: boolean;
  },
): AsyncGenerator<Change<C>> {
  return listRoots<C, never>({
    ...options,
    async list(query) {
      const page = await api.list(options.slice.id, query, options.bodies);
      if (page === 'left') return page;
      return { next: page.next, changes: page.items.map((item) => toChange(item, options.ranges)) };
    },
  });
}

/** Ids only. */
export function readIdListing<C>(
  api: PagedApi,
  options: Pick<ListOptions<C, never>, 'slice' | 'at' | 'limit' | 'confirm' | 'cursor'>,
): AsyncGenerator<Change<C> | Seen> {
  return listRoots<C, Seen>({
    ...options,
    async list(query) {
      const page = await api.ids(options.slice.id, query);
      if (page === 'left') return page;
      return { next: page.next, changes: page.ids.map((id) => ({ type: 'seen', id })) };
    },
  });
}
