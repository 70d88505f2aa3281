import { type Change, type Context, describeError, SourceError, type Wanted } from '@acequia/core/contract';
import { openClient, type WebDav } from './client.ts';
import { toContainer, toFileDocument } from './document.ts';
import { endsSync, isRemoved } from './is-removed.ts';
import type { Path } from './path.ts';
import { isFileId, wantedPath } from './path-id.ts';
import type { Settings } from './settings.ts';

/**
 * The current state of single files and folders. Deleted is only what the store has and the folder above, not empty, no
 * longer holds; a file that is known by its number may have moved: the next listing finds it.
 */
export async function* fetchDocuments(
  context: Context<Settings>,
  wanted: readonly Wanted[],
): AsyncGenerator<Change<never>> {
  const client = openClient(context);
  for (const one of wanted) {
    context.signal.throwIfAborted();
    yield await fetchOne(context, client, one);
  }
}

async function fetchOne(context: Context<Settings>, client: WebDav, { id, ref }: Wanted): Promise<Change<never>> {
  try {
    const path = wantedPath({ id, ...(ref !== undefined && { ref }) });
    if (path === undefined) throw new SourceError('not-found', `"${id}" is not a file or folder of this source`);
    return await lookAt(context, client, id, path);
  } catch (error) {
    if (endsSync(error)) throw error;
    return { type: 'failure', id, ...(ref !== undefined && { ref }), error: describeError(error) };
  }
}

async function lookAt(context: Context<Settings>, client: WebDav, id: string, path: Path): Promise<Change<never>> {
  try {
    const { self: resource, answeredAt } = await client.list(path, 0, { cloud: true, feed: false });
    if (resource) {
      const { address } = client;
      const document = resource.collection
        ? toContainer(address, path)
        : toFileDocument(address, { path, resource }, answeredAt);
      if (document.id === id) return { type: 'upsert', document };
    }
    throw new SourceError('not-found', 'Something else is in its place now', {
      remedy: 'Nothing to do: the next listing finds it if it was moved.',
    });
  } catch (error) {
    const isAbsent = SourceError.isInstance(error) && (error.kind === 'not-found' || error.kind === 'gone');
    if (!isAbsent || isFileId(id)) throw error;
    const known = await context.known([id]);
    if (known.has(id) && (await isRemoved(client, path))) return { type: 'delete', id };
    throw error;
  }
}
