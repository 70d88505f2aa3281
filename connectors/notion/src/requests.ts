import type { Context } from '@acequia/core/contract';
import { type Block, block, database, dataSource, type List, list, page } from './answer-schemas.ts';
import { type Answer, ask } from './client.ts';
import { nextToken } from './next-token.ts';

/** The largest pages that Notion gives: https://developers.notion.com/reference/request-limits */
const pageSize = 100;

/** What requests need of a context. */
export type Asking = Pick<Context<unknown>, 'http' | 'clock' | 'signal'>;

/** How to search. */
export interface Search {
  /** Default: both. */
  readonly object?: 'page' | 'data_source';
  /** By edit time. Absent with `query`: by relevance. */
  readonly direction?: 'ascending' | 'descending';
  /** Only what is in the trash, instead of only what is not. */
  readonly trash?: true;
  readonly query?: string;
  readonly token?: string | undefined;
  /** Default 100. */
  readonly size?: number;
}

/** One page of a search: https://developers.notion.com/reference/post-search */
export function search(context: Asking, options: Search): Promise<Answer<List>> {
  const { object, direction, trash, query, token, size = pageSize } = options;
  const filter = { ...(object && { property: 'object', value: object }), ...(trash && { in_trash: true }) };
  return ask(context, list, {
    path: 'search',
    json: {
      query,
      sort: direction && { timestamp: 'last_edited_time', direction },
      filter: object || trash ? filter : undefined,
      start_cursor: token,
      page_size: size,
    },
  });
}

/** One page of the rows of a database, by ascending creation time: https://developers.notion.com/reference/query-a-data-source */
export function queryRows(
  context: Asking,
  id: string,
  { from, token }: { from?: number | undefined; token?: string | undefined },
): Promise<Answer<List>> {
  const filter = from !== undefined && {
    timestamp: 'created_time',
    created_time: { on_or_after: new Date(from).toISOString() },
  };
  return ask(context, list, {
    path: `data_sources/${encodeURIComponent(id)}/query`,
    json: {
      sorts: [{ timestamp: 'created_time', direction: 'ascending' }],
      filter: filter || undefined,
      start_cursor: token,
      page_size: pageSize,
    },
  });
}

export function getPage(context: Asking, id: string) {
  return ask(context, page, { path: `pages/${encodeURIComponent(id)}` });
}

export function getDataSource(context: Asking, id: string) {
  return ask(context, dataSource, { path: `data_sources/${encodeURIComponent(id)}` });
}

export function getDatabase(context: Asking, id: string) {
  return ask(context, database, { path: `databases/${encodeURIComponent(id)}` });
}

export function getBlock(context: Asking, id: string) {
  return ask(context, block, { path: `blocks/${encodeURIComponent(id)}` });
}

/**
 * All blocks of a page, also nested ones, but not those of the pages and databases in it. What may not be seen is left
 * out. Blocks of unknown shape are too: Notion invents new kinds.
 */
export async function* pageBlocks(
  context: Asking,
  id: string,
): AsyncGenerator<{ readonly block: Block; readonly at?: number }> {
  const waiting = [id];
  for (let parent = waiting.shift(); parent !== undefined; parent = waiting.shift()) {
    let token: string | undefined;
    do {
      context.signal.throwIfAborted();
      const path = `blocks/${encodeURIComponent(parent)}/children`;
      const { value, at } = await ask(context, list, { path, query: { page_size: pageSize, start_cursor: token } });
      for (const result of value.results) {
        const parsed = block.safeParse(result);
        if (!parsed.success || parsed.data.in_trash) continue;
        yield { block: parsed.data, ...(at !== undefined && { at }) };
        const { type, has_children } = parsed.data;
        if (has_children && type !== 'child_page' && type !== 'child_database') waiting.push(parsed.data.id);
      }
      token = nextToken(value, token);
    } while (token !== undefined);
  }
}
