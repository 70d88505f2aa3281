import { type Pick, SourceError } from '@acequia/core/contract';
import { type BytePath, baseName, comparePaths, isWithin, parentPath } from './byte-path.ts';
import { type Folder, locate, readNames } from './client.ts';
import type { Place } from './entry.ts';
import { decodePath } from './path-id.ts';

/**
 * The paths to walk, in the order of the walk: the root, or the picks without those that lie inside another pick.
 * Throws `bad-settings` for a pick that is no id of this connector.
 */
export function startPaths(picks: readonly Pick[]): BytePath[] {
  if (picks.length === 0) return [''];
  const kept: BytePath[] = [];
  for (const path of picks.map(({ id }) => requirePath(id)).sort(comparePaths)) {
    const last = kept.at(-1);
    if (last === undefined || !isWithin(path, last)) kept.push(path);
  }
  return kept;
}

/** The path of an id that a user or the host names. Throws `bad-settings`. */
export function requirePath(id: string): BytePath {
  const path = decodePath(id);
  if (path) return path;
  throw new SourceError('bad-settings', `"${id}" is not a path in this folder`, {
    remedy: 'Choose the folders again.',
  });
}

/** The folder at a path. Throws as {@link locate} does, and `not-found` when it is none. */
export async function findPlace(folder: Folder, path: BytePath): Promise<Place> {
  if (path === '') return { path, real: folder.root };
  const { real, stats } = await locate(folder, path);
  if (!stats.isDirectory()) throw new SourceError('not-found', 'It is not a folder (any longer)');
  return { path, real };
}

/**
 * Whether something that we did not find was removed: its own folder can be read and holds other things but not this.
 * An empty or missing folder proves nothing: that is what an unmounted disk looks like.
 */
export async function isRemoved(folder: Folder, path: BytePath): Promise<boolean> {
  try {
    const { real } = await findPlace(folder, parentPath(path));
    const names = await readNames(real);
    return names.length > 0 && !names.includes(baseName(path));
  } catch {
    return false;
  }
}
