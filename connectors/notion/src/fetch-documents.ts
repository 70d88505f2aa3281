import { type Change, type Context, describeError, type Wanted } from '@acequia/core/contract';
import { toTableDocument } from './data-source.ts';
import { blockFileDocument, propertyFileDocument } from './file-document.ts';
import { toPageDocument } from './page.ts';
import { parseRef, type Ref } from './ref.ts';
import { getBlock, getDataSource, getPage } from './requests.ts';
import { readRow } from './row-extras.ts';
import type { Settings } from './settings.ts';
import { Tree } from './tree.ts';

/**
 * The current state of single documents. What is in the trash is deleted; what is not shared (any more) is `not-found`,
 * because Notion tells the two apart from what never was no further.
 */
export async function* fetchDocuments(
  context: Context<Settings>,
  wanted: readonly Wanted[],
): AsyncGenerator<Change<never>> {
  const tree = new Tree(context, []);
  for (const one of wanted) {
    context.signal.throwIfAborted();
    yield await fetchOne(context, tree, one);
  }
}

async function fetchOne(context: Context<Settings>, tree: Tree, { id, ref }: Wanted): Promise<Change<never>> {
  try {
    const parsed = parseRef(ref);
    if (parsed) return await stateOf(context, tree, id, parsed);
    return await stateOf(context, tree, id, { object: 'page' }).catch((error: unknown) => {
      // Nobody said what it is; the top page of a wiki, for one, is a table too.
      if (describeError(error).kind !== 'not-found') throw error;
      return stateOf(context, tree, id, { object: 'data_source' });
    });
  } catch (error) {
    const { kind } = describeError(error);
    if (kind === 'auth' || kind === 'rate-limited' || context.signal.aborted) throw error;
    return { type: 'failure', id, ...(ref !== undefined && { ref }), error: describeError(error) };
  }
}

async function stateOf(context: Context<Settings>, tree: Tree, id: string, ref: Ref): Promise<Change<never>> {
  switch (ref.object) {
    case 'page': {
      const { value: page, at } = await getPage(context, id);
      if (page.in_trash) return { type: 'delete', id };
      const document = toPageDocument(page, await tree.parentOf(page), at);
      return { type: 'upsert', document: { ...document, ...(ref.stale && { stale: true }) } };
    }
    case 'data_source': {
      const { value: table } = await getDataSource(context, id);
      if (table.in_trash) return { type: 'delete', id };
      return { type: 'upsert', document: toTableDocument(table, await tree.parentOf(table)) };
    }
    case 'block': {
      const { value: block, at } = await getBlock(context, id);
      const document = block.in_trash ? undefined : blockFileDocument(block, ref.page, at);
      return document ? { type: 'upsert', document } : { type: 'delete', id };
    }
    case 'property': {
      const { value: page } = await getPage(context, ref.page);
      const document = readRow(page)
        .files.map((file) => propertyFileDocument(file, ref.page))
        .find((one) => one.id === id);
      if (page.in_trash) return { type: 'delete', id };
      return document ? { type: 'upsert', document } : { type: 'delete', id };
    }
  }
}
