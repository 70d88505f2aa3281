import { createHash } from 'node:crypto';
import { type Change, type Context, type Slice, SourceError } from '@acequia/core/contract';
import { type BytePath, toText } from './byte-path.ts';
import { type Folder, openFolder } from './client.ts';
import { toContainer } from './container.ts';
import type { Cursor } from './cursor.ts';
import { openDisk } from './disk.ts';
import { identify } from './document-identity.ts';
import { toFailure } from './failure.ts';
import { toFileDocument } from './file.ts';
import { decodePath, encodePath } from './path-id.ts';
import { createExclusion } from './selection.ts';
import type { Settings } from './settings.ts';
import { isAbsence } from './source-error.ts';
import { findPlace, isRemoved, startPaths } from './starts.ts';
import { type Met, resumeAt, walk } from './walk.ts';

/**
 * Lists the folder or its picks to the very end and says so. A cursor from the middle goes on there; a finished one
 * lists anew, because a folder does not tell what has changed.
 *
 * Throws `cursor-expired` when the cursor belongs to another walk (other root, picks or settings, another disk under the
 * same path), and `transient` when the root was replaced while it was read: what is missing then is not gone.
 *
 * @param checkpointEvery entries between two checkpoints
 */
export async function* read(
  context: Context<Settings>,
  slice: Slice,
  cursor: Cursor | null,
  checkpointEvery = 500,
): AsyncGenerator<Change<Cursor>> {
  const folder = await openFolder(context);
  const starts = startPaths(slice.roots);
  const walkName = nameWalk(folder, starts, context.settings);
  const after = positionOf(cursor, walkName);
  const linksOutside: BytePath[] = [];
  let sinceCheckpoint = 0;
  for (const start of starts) {
    if (resumeAt(start, after) === 'skip') continue;
    for await (const met of walkStart(context, folder, start, after)) {
      if (met.kind === 'outside') linksOutside.push(met.path);
      else yield toChange(folder, met);
      sinceCheckpoint += 1;
      // What was listed lies behind where its folder is.
      if (sinceCheckpoint < checkpointEvery || met.kind === 'listed') continue;
      sinceCheckpoint = 0;
      yield { type: 'checkpoint', cursor: { state: 'walking', after: encodePath(met.path), walk: walkName } };
    }
  }
  await assertSameFolder(context, folder);
  if (linksOutside.length > 0) logLinks(context, linksOutside);
  yield { type: 'complete' };
  yield { type: 'checkpoint', cursor: { state: 'finished' } };
}

/** A picked folder is a document itself, the root is not. One that cannot be found is protected, unless it was removed. */
async function* walkStart(
  context: Context<Settings>,
  folder: Folder,
  path: BytePath,
  after: BytePath | undefined,
): AsyncGenerator<Met> {
  const excludes = createExclusion(context.settings);
  const disk = await openDisk(context);
  try {
    const start = await findPlace(folder, path);
    if (path !== '') yield { kind: 'folder', path };
    const known = async (of: BytePath) => {
      const { id } = identify(of);
      return (await context.known([id])).get(id)?.listing;
    };
    yield* walk({
      folder,
      disk,
      start,
      excludes,
      known,
      signal: context.signal,
      ...(after !== undefined && { after }),
    });
  } catch (error) {
    if (path === '' || !SourceError.isInstance(error)) throw error;
    if (isAbsence(error) && (await isRemoved(folder, path))) {
      context.log.warn('A picked folder was removed', { path: toText(path) });
    } else {
      yield { kind: 'failed', path, error };
    }
  }
}

function toChange(folder: Folder, met: Exclude<Met, { kind: 'outside' }>): Change<Cursor> {
  if (met.kind === 'failed') return toFailure(met.path, met.error);
  if (met.kind === 'unchanged') return { type: 'unchanged', id: identify(met.path).id };
  if (met.kind === 'listed') return { type: 'listed', id: identify(met.path).id, digest: met.digest };
  const document = met.kind === 'file' ? toFileDocument(folder, met.path, met.state) : toContainer(folder, met.path);
  return { type: 'upsert', document };
}

function positionOf(cursor: Cursor | null, walkName: string): BytePath | undefined {
  if (cursor?.state !== 'walking') return undefined;
  if (cursor.walk === walkName) return decodePath(cursor.after);
  throw new SourceError('cursor-expired', 'The folder or the settings are not those that reading began with');
}

function nameWalk(folder: Folder, starts: readonly BytePath[], settings: Settings): string {
  const what = JSON.stringify([folder.root, folder.identity, starts, settings]);
  return createHash('sha256').update(what).digest('base64url').slice(0, 22);
}

/** An unmounted disk leaves an empty folder behind: everything that was still to come would look deleted. */
async function assertSameFolder(context: Context<Settings>, folder: Folder): Promise<void> {
  const now = await openFolder(context);
  if (now.root === folder.root && now.identity === folder.identity) return;
  throw new SourceError('transient', `"${context.settings.path}" was replaced while it was being read`, {
    remedy: 'Check that its disk or share is mounted.',
  });
}

function logLinks(context: Context<Settings>, paths: readonly BytePath[]): void {
  const examples = paths.slice(0, 5).map(toText);
  context.log.warn('Symbolic links that lead out of the folder were skipped', { count: paths.length, examples });
}
