import { type BigIntStats, lstat, readdir, realpath } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Context, SourceError } from '@acequia/core/contract';
import { type BytePath, fromText, isWithin, toBytes, toText } from './byte-path.ts';
import type { Settings } from './settings.ts';
import { toSourceError } from './source-error.ts';

/** The root of a data source, opened for one call of the host. */
export interface Folder {
  /** Real path, without links and without a slash at its end (empty for `/`): what is below follows as `/...`. */
  readonly root: BytePath;
  /** Address of the root, without a slash at its end. */
  readonly url: string;
  /** Device and inode: another value means that something else is mounted or was put there. */
  readonly identity: string;
  readonly followLinks: boolean;
}

/**
 * Opens the root of the settings. Throws `bad-settings` when the host does not allow it or it is no folder,
 * `not-found` when it is not there: never an empty listing.
 */
export async function openFolder(context: Context<Settings>): Promise<Folder> {
  const { path, followLinks } = context.settings;
  try {
    const real = await context.openPath(expandHome(path));
    const root = fromText(real.replace(/[\\/]+$/, ''));
    const stats = await statPath(root);
    if (!stats.isDirectory()) {
      throw new SourceError('bad-settings', `"${path}" is not a folder`, {
        remedy: 'Give the folder that holds the documents.',
      });
    }
    const url = pathToFileURL(real).href.replace(/\/+$/, '');
    return { root, url, identity: `${stats.dev}:${stats.ino}`, followLinks };
  } catch (error) {
    throw toSourceError(error, path);
  }
}

function expandHome(path: string): string {
  return isAbsolute(path) ? path : join(homedir(), path.slice(1));
}

/** The state of one path, links not followed, in nanoseconds. Rejects with the system's error. */
export function statPath(real: BytePath): Promise<BigIntStats> {
  return new Promise((resolve, reject) => {
    lstat(toBytes(real || '/'), { bigint: true }, (error, stats) => (error ? reject(error) : resolve(stats)));
  });
}

/** The path that `path` leads to when all links on the way are followed. Rejects with the system's error. */
export function resolvePath(path: BytePath): Promise<BytePath> {
  return new Promise((resolve, reject) => {
    realpath.native(toBytes(path), 'latin1', (error, real) =>
      error ? reject(error) : resolve(real === '/' ? '' : real),
    );
  });
}

/**
 * The names in a folder, sorted bytewise. `real` is a path without links; if one has come in since, it counts as absent:
 * it could lead out of the root. All names of one folder are held at once. Throws a SourceError.
 */
export async function readNames(real: BytePath): Promise<BytePath[]> {
  try {
    const [names, now] = await Promise.all([listNames(real), resolvePath(`${real}/`)]);
    if (now !== real) {
      throw new SourceError('not-found', `"${toText(real)}" was replaced by a link`);
    }
    return names.sort();
  } catch (error) {
    throw toSourceError(error, toText(real));
  }
}

function listNames(real: BytePath): Promise<BytePath[]> {
  return new Promise((resolve, reject) => {
    readdir(toBytes(`${real}/`), 'latin1', (error, names) => (error ? reject(error) : resolve(names)));
  });
}

/** Whether a real path is the root or lies below it. */
export function isInside(folder: Folder, real: BytePath): boolean {
  return isWithin(real, folder.root);
}

/** What is at a path below the root, and where. */
export interface Located {
  readonly real: BytePath;
  readonly stats: BigIntStats;
}

/**
 * Looks at a single path. Throws a SourceError: `not-found` when nothing is there or a link is in the way that is not
 * followed, `forbidden` when a link leads out of the root, else what the system says.
 */
export async function locate(folder: Folder, path: BytePath): Promise<Located> {
  const text = toText(path);
  try {
    const real = await resolvePath(`${folder.root}/${path}`);
    if (!isInside(folder, real)) {
      throw new SourceError('forbidden', `"${text}" leads out of the folder`, {
        remedy: 'Replace the symbolic link by what it points to, or add that place as a data source of its own.',
      });
    }
    if (!folder.followLinks && real !== `${folder.root}/${path}`) {
      throw new SourceError('not-found', `"${text}" is behind a symbolic link`, {
        remedy: 'Allow symbolic links in the settings if it should be read.',
      });
    }
    return { real, stats: await statPath(real) };
  } catch (error) {
    throw toSourceError(error, text);
  }
}
