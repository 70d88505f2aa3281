import { type BytePath, comparePaths, isWithin, splitPath } from './byte-path.ts';
import type { Folder } from './client.ts';
import type { Disk } from './disk.ts';
import { entryPath, type Place } from './entry.ts';
import { pathTooLong } from './failure.ts';
import type { FileState } from './file-state.ts';
import { compare, nextEntry, openBelow, openLevel } from './level.ts';
import { isPathTooLong } from './path-id.ts';
import type { Exclusion } from './selection.ts';

/** What the walk meets, in its order. */
export type Met =
  | { readonly kind: 'file'; readonly path: BytePath; readonly state: FileState }
  | { readonly kind: 'folder'; readonly path: BytePath }
  /** Everything directly in this folder was met, and had this digest. */
  | { readonly kind: 'listed'; readonly path: BytePath; readonly digest: string }
  /** What is directly in this folder is what it was, and is not met. */
  | { readonly kind: 'unchanged'; readonly path: BytePath }
  | { readonly kind: 'failed'; readonly path: BytePath; readonly error: unknown }
  | { readonly kind: 'outside'; readonly path: BytePath };

/** What to walk. */
export interface WalkOptions {
  readonly folder: Folder;
  readonly disk: Disk;
  /** Where to begin: the root, or a picked sub-folder. */
  readonly start: Place;
  readonly excludes: Exclusion;
  /** The digest that a folder was met with before; undefined: meet all that is in it. Absent: no folder is compared. */
  readonly known?: (path: BytePath) => Promise<string | undefined>;
  /** Leaves out what comes before this path. The path itself and the folders that lead to it are met again. */
  readonly after?: BytePath;
  readonly signal: AbortSignal;
}

/**
 * Everything below a folder: depth first, each folder before what is in it, names in bytewise order, so that a path says
 * where to go on. Opens no file. Memory: the names and entries of the folders on the way down to the current one, and of the
 * next folder in each of them, which is looked at ahead.
 *
 * A folder is listed before it is met: one that vanished is not met, one that cannot be read is `failed`. Throws only
 * what goes wrong with the start itself.
 */
export async function* walk(options: WalkOptions): AsyncGenerator<Met> {
  const { start, after } = options;
  const names = splitPath(after ?? '').slice(splitPath(start.path).length);
  const levels = [await openLevel(options, start, after !== undefined && isWithin(after, start.path) ? names : [])];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    if (level.isNew) {
      level.isNew = false;
      await compare(options, level);
      if (level.isUnchanged) yield { kind: 'unchanged', path: level.path };
    }
    const entry = await nextEntry(options, level);
    if (!entry) {
      levels.pop();
      const { path, digest, isUnchanged } = level;
      if (digest !== undefined && !isUnchanged) yield { kind: 'listed', path, digest };
      continue;
    }
    if (entry.kind === 'nothing' || (level.isUnchanged && entry.kind !== 'folder')) continue;
    const path = entryPath(level, entry);
    if (entry.kind !== 'outside' && isPathTooLong(path)) {
      yield { kind: 'failed', path, error: pathTooLong() };
    } else if (entry.kind === 'folder') {
      const below = await openBelow(options, level, entry);
      if (!below || 'error' in below) {
        level.digest = undefined;
        if (below) yield { kind: 'failed', path, error: below.error };
        continue;
      }
      if (!level.isUnchanged) yield { kind: 'folder', path };
      levels.push(below);
    } else if (entry.kind === 'file') {
      yield { kind: 'file', path, state: entry.state };
    } else if (entry.kind === 'failed') {
      yield { kind: 'failed', path, error: entry.error };
    } else {
      yield { kind: 'outside', path };
    }
  }
}

/** How a walk that goes on behind `after` treats a start: `skip` when it was walked to its end. */
export function resumeAt(start: BytePath, after: BytePath | undefined): 'skip' | 'walk' {
  return after !== undefined && !isWithin(after, start) && comparePaths(start, after) < 0 ? 'skip' : 'walk';
}
