import { type Context, describeError, type Fetched, SourceError, type Wanted } from '@acequia/core/contract';
import { download } from './client.ts';
import { blockFileDocument, hostedFile } from './file-document.ts';
import { pageContent } from './page-content.ts';
import { parseRef, type Ref } from './ref.ts';
import { getBlock, getPage } from './requests.ts';
import { rowFileUrl } from './row-extras.ts';
import type { Settings } from './settings.ts';

/** The version of what was fetched of a page that was being edited: no listing gives it, so it is fetched again. */
const whileEdited = 'edited';

/**
 * Pages as markdown with the files that they own; files as they are, from an address that is asked for right before. A
 * page that is not shared any more is `not-found`: what is stored of it stays until a listing shows that it is gone.
 */
export async function* fetchContent(context: Context<Settings>, wanted: readonly Wanted[]): AsyncGenerator<Fetched> {
  for (const one of wanted) {
    context.signal.throwIfAborted();
    yield await fetchOne(context, one);
  }
}

async function fetchOne(context: Context<Settings>, { id, ref, storedVersion }: Wanted): Promise<Fetched> {
  try {
    return await contentOf(context, id, parseRef(ref) ?? { object: 'page' }, storedVersion !== undefined);
  } catch (error) {
    const { kind } = describeError(error);
    if (kind === 'auth' || kind === 'rate-limited' || context.signal.aborted) throw error;
    return { id, error: describeError(error) };
  }
}

async function contentOf(context: Context<Settings>, id: string, ref: Ref, isStored: boolean): Promise<Fetched> {
  if (ref.object === 'data_source') throw new SourceError('unsupported', 'A table has no content but its rows');
  if (ref.object === 'page') {
    const { body, children } = await pageContent(context, id, ref.row ?? false);
    return {
      id,
      body,
      mime: 'text/markdown',
      // Files that it had before are to go, so it says that there are none.
      ...((children.length > 0 || isStored) && { children }),
      ...(ref.edited && { version: whileEdited }),
    };
  }
  const { url, version } =
    ref.object === 'block' ? await blockFile(context, id, ref.page) : await propertyFile(context, ref);
  const response = await download(context, url);
  const mime = response.headers['content-type'];
  return {
    id,
    body: response.stream(),
    ...(mime !== undefined && { mime }),
    ...(version !== undefined && { version }),
  };
}

async function blockFile(context: Context<Settings>, id: string, page: string) {
  const { value, at } = await getBlock(context, id);
  const url = hostedFile(value)?.file?.url;
  if (url === undefined || value.in_trash) throw missing();
  return { url, version: blockFileDocument(value, page, at)?.version };
}

async function propertyFile(context: Context<Settings>, ref: Extract<Ref, { object: 'property' }>) {
  const { value } = await getPage(context, ref.page);
  const url = rowFileUrl(value, ref);
  if (url === undefined || value.in_trash) throw missing();
  return { url, version: new URL(url).pathname };
}

function missing(): SourceError {
  return new SourceError('not-found', 'The page holds this file no longer');
}
