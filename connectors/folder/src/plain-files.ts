import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
} from 'node:fs';
import { type BytePath, toBytes } from './byte-path.ts';
import { type FileState, stateOf } from './file-state.ts';

// With calls that wait for the disk: they cost a tenth of those that don't, and must only run where nobody waits for the thread.

/** Reading only, never waiting for who writes to a FIFO, never through a link. */
export const openFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Files up to this many bytes come whole, larger ones as a stream. */
export const wholeUpTo = 1024 * 1024;

/** What one name is. Absent: it takes a closer look (a link, a device, nothing, an error). */
export type PlainEntry = FileState | 'folder' | undefined;

/** A file's content, or nothing new. Absent: it takes a closer look (a link on its way, too large, changed, an error). */
export type PlainContent = { readonly version: string; readonly bytes?: Uint8Array<ArrayBuffer> } | undefined;

/** Looks at names of one folder without opening anything. */
export function inspectNames(real: BytePath, names: readonly BytePath[]): PlainEntry[] {
  return names.map((name) => orCloserLook(() => inspectName(`${real}/${name}`)));
}

/** Reads one file at `real`, a path without links, unless it has the version that is stored. Never leads elsewhere. */
export function readPlainFile(real: BytePath, storedVersion?: string): PlainContent {
  return orCloserLook(() => {
    const stats = statName(real);
    if (!stats?.isFile() || stats.size > wholeUpTo) return undefined;
    const { version } = stateOf(stats);
    if (version === storedVersion) return { version };
    const handle = openSync(toBytes(real), openFlags);
    try {
      // Only Linux tells so what a handle is open on: elsewhere each file takes the closer look.
      if (readlinkSync(`/proc/self/fd/${handle}`, 'latin1') !== real) return undefined;
      const bytes = new Uint8Array(Number(stats.size));
      const isWhole = fill(handle, bytes);
      return isWhole && stateOf(fstatSync(handle, { bigint: true })).version === version
        ? { version, bytes }
        : undefined;
    } finally {
      closeSync(handle);
    }
  });
}

function inspectName(real: BytePath): PlainEntry {
  const stats = statName(real);
  if (stats?.isFile()) return stateOf(stats);
  return stats?.isDirectory() ? 'folder' : undefined;
}

function statName(real: BytePath): BigIntStats | undefined {
  return lstatSync(toBytes(real), { bigint: true, throwIfNoEntry: false });
}

/** Whether all bytes came, and at least one: some file systems say 0 for what they make up on the fly. */
function fill(handle: number, bytes: Uint8Array): boolean {
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(handle, bytes, filled, bytes.length - filled, null);
    if (count === 0) return false;
    filled += count;
  }
  return filled > 0;
}

/** What goes wrong is said by who looks closer. */
function orCloserLook<T>(look: () => T | undefined): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
