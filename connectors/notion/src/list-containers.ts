import type { Context, Document } from '@acequia/core/contract';
import { type Found, found as foundSchema } from './answer-schemas.ts';
import { toTableDocument } from './data-source.ts';
import { nextToken } from './next-token.ts';
import { toPageDocument } from './page.ts';
import { getDatabase, getDataSource, getPage, pageBlocks, queryRows, search } from './requests.ts';
import type { Settings } from './settings.ts';
import { Tree } from './tree.ts';

/** How many places the picker shows for one search. */
const hitsAtMost = 100;

/**
 * The tree that people pick from: pages and tables. At the top is what lies in the workspace itself and what was shared
 * without the page above it; for that, all of the search is read.
 */
export async function* listContainers(
  context: Context<Settings>,
  parent?: string,
  searched?: string,
): AsyncGenerator<Document> {
  if (searched !== undefined) yield* find(context, searched);
  else if (parent === undefined) yield* listTop(context);
  else yield* listBelow(context, parent);
}

async function* find(context: Context<Settings>, query: string): AsyncGenerator<Document> {
  const { value } = await search(context, { query, size: hitsAtMost });
  for (const found of foundIn(value.results)) yield toContainer(found, await new Tree(context, []).parentOf(found));
}

async function* listTop(context: Context<Settings>): AsyncGenerator<Document> {
  const ids = new Set<string>();
  const below = new Map<string, Found[]>();
  let token: string | undefined;
  do {
    context.signal.throwIfAborted();
    const { value } = await search(context, { direction: 'descending', token });
    for (const found of foundIn(value.results)) {
      ids.add(found.id);
      const { type, page_id, data_source_id } = found.object === 'data_source' ? found.database_parent : found.parent;
      const above = page_id ?? data_source_id;
      if (type === 'workspace') yield toContainer(found, undefined);
      else if (above !== undefined) below.set(above, [...(below.get(above) ?? []), found]);
    }
    token = nextToken(value, token);
  } while (token !== undefined);
  for (const [above, orphans] of below) {
    if (!ids.has(above)) for (const orphan of orphans) yield toContainer(orphan, undefined);
  }
}

async function* listBelow(context: Context<Settings>, parent: string): AsyncGenerator<Document> {
  const isTable = await getDataSource(context, parent).then(
    () => true,
    () => false,
  );
  if (isTable) yield* listRows(context, parent);
  else yield* listPlaces(context, parent);
}

async function* listRows(context: Context<Settings>, table: string): AsyncGenerator<Document> {
  let token: string | undefined;
  do {
    const { value } = await queryRows(context, table, { token });
    for (const found of foundIn(value.results)) yield toContainer(found, table);
    token = nextToken(value, token);
  } while (token !== undefined);
}

async function* listPlaces(context: Context<Settings>, page: string): AsyncGenerator<Document> {
  for await (const { block } of pageBlocks(context, page)) {
    if (block.type === 'child_page') yield toContainer((await getPage(context, block.id)).value, page);
    if (block.type !== 'child_database') continue;
    const { data_sources } = (await getDatabase(context, block.id)).value;
    for (const { id } of data_sources) yield toContainer((await getDataSource(context, id)).value, page);
  }
}

function foundIn(results: readonly unknown[]): Found[] {
  return results.flatMap((result) => foundSchema.safeParse(result).data ?? []).filter(({ in_trash }) => !in_trash);
}

function toContainer(found: Found, parent: string | undefined): Document {
  if (found.object === 'data_source') return toTableDocument(found, parent);
  const { id, title, ref, url } = toPageDocument(found, parent, undefined);
  return {
    id,
    title,
    container: true,
    ...(parent !== undefined && { parent }),
    ...(ref !== undefined && { ref }),
    ...(url !== undefined && { url }),
  };
}
