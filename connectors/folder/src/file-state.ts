import type { BigIntStats } from 'node:fs';

/** A file as its file system describes it, without opening it. */
export interface FileState {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  /**
   * The version of its content: size, modification time, change time (both in nanoseconds) and inode.
   *
   * Nothing but a change of the file moves them. The modification time alone can be put back (`touch -d`, `cp -p`,
   * archives); the change time cannot, so the same size and time with other bytes are noticed. The inode tells files apart
   * that a swap of whole folders exchanged. A changed mode or owner moves the change time too: the file is read once more
   * and found equal. The device is left out: its number changes when a disk is mounted again.
   *
   * Not noticed: other bytes of the same size, written in place within the same tick of the file system's clock as the
   * ones that were read (up to 10 ms before Linux 6.13, nothing since).
   */
  readonly version: string;
}

/** The state of a file by its stats in nanoseconds. */
export function stateOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): FileState {
  return {
    size: Number(size),
    modifiedAt: Number(mtimeNs / 1_000_000n),
    version: `${size}-${mtimeNs}-${ctimeNs}-${ino}`,
  };
}
