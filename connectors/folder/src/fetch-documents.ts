import { type Change, type Context, describeError, type Wanted } from '@acequia/core/contract';
import { type BytePath, toText } from './byte-path.ts';
import { type Folder, locate, openFolder, readNames } from './client.ts';
import { toContainer } from './container.ts';
import { pathTooLong, toFailure } from './failure.ts';
import { toFileDocument } from './file.ts';
import { stateOf } from './file-state.ts';
import { isPathTooLong } from './path-id.ts';
import type { Settings } from './settings.ts';
import { isAbsence, toSourceError } from './source-error.ts';
import { isRemoved } from './starts.ts';
import { wantedPath } from './wanted-path.ts';

/**
 * The current state of single documents. Gone is only what the store has and its own folder, not empty, no longer holds; a
 * folder counts as well again when its names can be read. What the settings leave out is not looked at here: the next
 * listing does.
 */
export async function* fetchDocuments(
  context: Context<Settings>,
  wanted: readonly Wanted[],
): AsyncGenerator<Change<never>> {
  const folder = await openFolder(context);
  const known = await context.known(wanted.map(({ id }) => id));
  for (const one of wanted) {
    context.signal.throwIfAborted();
    yield await fetchOne(folder, one, known.has(one.id));
  }
}

async function fetchOne(folder: Folder, wanted: Wanted, isKnown: boolean): Promise<Change<never>> {
  const { id } = wanted;
  try {
    const path = wantedPath(wanted);
    return await lookAt(folder, id, path, isKnown);
  } catch (error) {
    return { type: 'failure', id, ...(wanted.ref !== undefined && { ref: wanted.ref }), error: describeError(error) };
  }
}

/** @param isKnown what the store never had cannot be gone */
async function lookAt(folder: Folder, id: string, path: BytePath, isKnown: boolean): Promise<Change<never>> {
  try {
    const { real, stats } = await locate(folder, path);
    if (isPathTooLong(path)) return toFailure(path, pathTooLong());
    if (stats.isFile()) return { type: 'upsert', document: toFileDocument(folder, path, stateOf(stats)) };
    if (!stats.isDirectory()) return { type: 'delete', id };
    await readNames(real);
    return { type: 'upsert', document: toContainer(folder, path) };
  } catch (error) {
    if (isAbsence(error) && isKnown && (await isRemoved(folder, path))) return { type: 'delete', id };
    throw toSourceError(error, toText(path));
  }
}
