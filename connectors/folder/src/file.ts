import type { BigIntStats } from 'node:fs';
import type { Document } from '@acequia/core/contract';
import type { BytePath } from './byte-path.ts';
import type { Folder } from './client.ts';
import { identify } from './document-identity.ts';
import { encodeUrlPath } from './path-id.ts';

/** The document of a file. Its type is left to the host, which looks at the bytes. */
export function toFileDocument(folder: Folder, path: BytePath, stats: BigIntStats): Document {
  return {
    ...identify(path),
    version: versionOf(stats),
    url: `${folder.url}/${encodeUrlPath(path)}`,
    size: Number(stats.size),
    modifiedAt: Number(stats.mtimeNs / 1_000_000n),
  };
}

/**
 * The version of a file's content: size, modification time, change time (both in nanoseconds) and inode.
 *
 * Nothing but a change of the file moves them. The modification time alone can be put back (`touch -d`, `cp -p`,
 * archives); the change time cannot, so the same size and time with other bytes are noticed. The inode tells files apart
 * that a swap of whole folders exchanged. A changed mode or owner moves the change time too: the file is read once more
 * and found equal. The device is left out: its number changes when a disk is mounted again.
 *
 * Not noticed: other bytes of the same size, written in place within the same tick of the file system's clock as the
 * ones that were read (up to 10 ms before Linux 6.13, nothing since).
 */
export function versionOf(stats: BigIntStats): string {
  return `${stats.size}-${stats.mtimeNs}-${stats.ctimeNs}-${stats.ino}`;
}
