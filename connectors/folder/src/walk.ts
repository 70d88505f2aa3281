import { type BytePath, comparePaths, isWithin, splitPath } from './byte-path.ts';
import { type Folder, readNames } from './client.ts';
import type { Disk } from './disk.ts';
import { type Entry, entryPath, inspectEntry, type Place, toEntry } from './entry.ts';
import { pathTooLong } from './failure.ts';
import type { FileState } from './file-state.ts';
import { isPathTooLong } from './path-id.ts';
import type { Exclusion } from './selection.ts';
import { isAbsence } from './source-error.ts';

/** How many names are looked at together. An entry is what it was at that moment. */
const batchSize = 256;

/** What the walk meets, in its order. */
export type Met =
  | { readonly kind: 'file'; readonly path: BytePath; readonly state: FileState }
  | { readonly kind: 'folder'; readonly path: BytePath }
  | { readonly kind: 'failed'; readonly path: BytePath; readonly error: unknown }
  | { readonly kind: 'outside'; readonly path: BytePath };

/** What to walk. */
export interface WalkOptions {
  readonly folder: Folder;
  readonly disk: Disk;
  /** Where to begin: the root, or a picked sub-folder. */
  readonly start: Place;
  readonly excludes: Exclusion;
  /** Leaves out what comes before this path. The path itself and the folders that lead to it are met again. */
  readonly after?: BytePath;
  readonly signal: AbortSignal;
}

interface Level extends Place {
  readonly names: readonly BytePath[];
  /** How many of `names` were looked at. */
  looked: number;
  /** Looked at and not met yet, the next one last. */
  waiting: Entry[];
  /** The rest of the position below this folder. */
  readonly after: readonly BytePath[];
}

/**
 * Everything below a folder: depth first, each folder before what is in it, names in bytewise order, so that a path says
 * where to go on. Opens no file. Memory: the names of the folders on the way down to the current one.
 *
 * A folder is listed before it is met: one that vanished is not met, one that cannot be read is `failed`. Throws only
 * what goes wrong with the start itself.
 */
export async function* walk(options: WalkOptions): AsyncGenerator<Met> {
  const { start, after } = options;
  const names = splitPath(after ?? '').slice(splitPath(start.path).length);
  const levels = [await openLevel(options, start, after !== undefined && isWithin(after, start.path) ? names : [])];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    if (level.waiting.length === 0) await lookAhead(options, level);
    const entry = level.waiting.pop();
    if (!entry) {
      levels.pop();
      continue;
    }
    if (entry.kind === 'nothing') continue;
    const path = entryPath(level, entry);
    if (entry.kind !== 'outside' && isPathTooLong(path)) {
      yield { kind: 'failed', path, error: pathTooLong() };
    } else if (entry.kind === 'folder') {
      const isOnTheWay = entry.name === level.after[0];
      const below = await enter(options, { path, real: entry.real }, isOnTheWay ? level.after.slice(1) : []);
      if (!below) continue;
      yield 'error' in below ? { kind: 'failed', path, error: below.error } : { kind: 'folder', path };
      if (!('error' in below)) levels.push(below);
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

async function enter(options: WalkOptions, place: Place, after: readonly BytePath[]) {
  try {
    return await openLevel(options, place, after);
  } catch (error) {
    return isAbsence(error) ? undefined : { error };
  }
}

async function openLevel(options: WalkOptions, place: Place, after: readonly BytePath[]): Promise<Level> {
  const [first] = after;
  const names = (await readNames(place.real)).filter(
    (name) => (first === undefined || name >= first) && !options.excludes(place.path, name),
  );
  return { path: place.path, real: place.real, names, looked: 0, waiting: [], after };
}

async function lookAhead({ folder, disk, signal }: WalkOptions, level: Level): Promise<void> {
  signal.throwIfAborted();
  const names = level.names.slice(level.looked, level.looked + batchSize);
  level.looked += names.length;
  const plain = await disk.inspect(level.real, names);
  const entries = names.map((name, i) => toEntry(level, name, plain[i]) ?? inspectEntry(folder, level, name));
  level.waiting = (await Promise.all(entries)).reverse();
}
