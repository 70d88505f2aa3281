import { type BytePath, joinPath } from './byte-path.ts';
import { type Folder, isInside, resolvePath, statPath } from './client.ts';
import { type FileState, stateOf } from './file-state.ts';
import type { PlainEntry } from './plain-files.ts';
import { hasCode, isAbsence } from './source-error.ts';

/** One name of a folder, looked at. */
export type Entry =
  | { readonly kind: 'file'; readonly name: BytePath; readonly state: FileState }
  | { readonly kind: 'folder'; readonly name: BytePath; readonly real: BytePath }
  | { readonly kind: 'failed'; readonly name: BytePath; readonly error: unknown }
  /** A link that leads out of the root. */
  | { readonly kind: 'outside'; readonly name: BytePath }
  /** Nothing to read: vanished, a dangling link, a loop, a socket, FIFO or device. */
  | { readonly kind: 'nothing'; readonly name: BytePath };

/** A folder as it is met: by its path, and where it really is (elsewhere below the root when a link led to it). */
export interface Place {
  readonly path: BytePath;
  readonly real: BytePath;
}

/** The entry of what is as usual. Undefined: it takes a closer look. */
export function toEntry(place: Place, name: BytePath, plain: PlainEntry): Entry | undefined {
  if (plain === undefined) return undefined;
  return plain === 'folder'
    ? { kind: 'folder', name, real: `${place.real}/${name}` }
    : { kind: 'file', name, state: plain };
}

/** Looks at one name without opening it. Never throws: what the system refuses is a `failed` entry. */
export async function inspectEntry(folder: Folder, place: Place, name: BytePath): Promise<Entry> {
  const real = `${place.real}/${name}`;
  try {
    const stats = await statPath(real);
    if (stats.isFile()) return { kind: 'file', name, state: stateOf(stats) };
    if (stats.isDirectory()) return { kind: 'folder', name, real };
    if (stats.isSymbolicLink() && folder.followLinks) return await followLink(folder, place, name);
    return { kind: 'nothing', name };
  } catch (error) {
    return isAbsence(error) ? { kind: 'nothing', name } : { kind: 'failed', name, error };
  }
}

/**
 * A link to a folder that we are in is a loop. Below a link to a folder no second one is followed: where it leads is
 * inside the root and read there, and links between folders would multiply without end.
 */
async function followLink(folder: Folder, place: Place, name: BytePath): Promise<Entry> {
  try {
    const real = await resolvePath(`${place.real}/${name}`);
    if (!isInside(folder, real)) return { kind: 'outside', name };
    const stats = await statPath(real);
    if (stats.isFile()) return { kind: 'file', name, state: stateOf(stats) };
    const isBehindLink = place.real !== rootedPath(folder, place.path);
    const isLoop = `${place.real}/`.startsWith(`${real}/`);
    if (stats.isDirectory() && !isBehindLink && !isLoop) return { kind: 'folder', name, real };
    return { kind: 'nothing', name };
  } catch (error) {
    if (hasCode(error, 'ELOOP')) return { kind: 'nothing', name };
    throw error;
  }
}

/** Where `path` is when no link is on its way. */
function rootedPath(folder: Folder, path: BytePath): BytePath {
  return path === '' ? folder.root : `${folder.root}/${path}`;
}

/** The path of an entry below the root. */
export function entryPath(place: Place, entry: Entry): BytePath {
  return joinPath(place.path, entry.name);
}
