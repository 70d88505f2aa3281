import type { BigIntStats } from 'node:fs';
import { type FileHandle, open, readlink } from 'node:fs/promises';
import { SourceError } from '@acequia/core/contract';
import { type BytePath, toBytes, toText } from './byte-path.ts';
import { type Folder, isInside, locate, resolvePath, statPath } from './client.ts';
import { openFlags } from './plain-files.ts';
import { hasCode, toSourceError } from './source-error.ts';

/** A file that was opened below the root. */
export interface OpenFile {
  readonly handle: FileHandle;
  /** As it was found: of what the handle reads only if the handle still says the same at the end. */
  readonly stats: BigIntStats;
}

/**
 * Opens a file for reading. Never opens what was not a file a moment ago (FIFOs block, devices act), never waits, and
 * never leaves the root: a link that is put in the way in between is noticed after opening. Throws a SourceError.
 */
export async function openFile(folder: Folder, path: BytePath): Promise<OpenFile> {
  const { real, stats: seen } = await locate(folder, path);
  try {
    if (!seen.isFile()) throw notAFile(path);
    const handle = await open(toBytes(real), openFlags);
    try {
      const stats = await handle.stat({ bigint: true });
      if (!stats.isFile()) throw notAFile(path);
      if (!isInside(folder, await pathOf(handle, real, stats))) {
        throw new SourceError('forbidden', `"${toText(path)}" leads out of the folder`);
      }
      return { handle, stats };
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    throw toSourceError(error, toText(path));
  }
}

/** Where Linux tells what a handle is open on. */
const pathByHandle = (handle: FileHandle) => `/proc/self/fd/${handle.fd}`;

function notAFile(path: BytePath): SourceError {
  return new SourceError('unreadable', `"${toText(path)}" is not a regular file`);
}

/** Where the opened file is. Linux knows by the handle; elsewhere it must still be what its path leads to. */
async function pathOf(handle: FileHandle, real: BytePath, stats: BigIntStats): Promise<BytePath> {
  try {
    return await readlink(pathByHandle(handle), 'latin1');
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR', 'EINVAL')) throw error;
    return pathByName(real, stats);
  }
}

/** The path that `real` leads to now. Throws `transient` when another file is there than the opened one. */
export async function pathByName(real: BytePath, opened: BigIntStats): Promise<BytePath> {
  const now = await resolvePath(real);
  const stats = await statPath(now);
  if (stats.dev === opened.dev && stats.ino === opened.ino) return now;
  throw new SourceError('transient', 'The file was replaced while being opened');
}
