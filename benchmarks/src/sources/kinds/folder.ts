import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeFiles } from '../library/describe-files.ts';
import { DiskLibrary } from '../library/disk-library.ts';
import type { MeasuredSource } from '../source.ts';
import { rcloneFolder } from '../tools/rclone.ts';
import { restic } from '../tools/restic.ts';
import { rsync } from '../tools/rsync.ts';

/** Files on a disk of this machine. */
export const folder: MeasuredSource = {
  name: 'folder',
  type: 'folder',
  describe: (files) => `${describeFiles(files)} on the disk`,
  tools: [rsync, restic, rcloneFolder],
  script: { libraries: 'node:fs/promises', writes: 'contents in SQLite' },
  async serve(files) {
    const path = await mkdtemp(join(tmpdir(), 'acequia-bench-folder-'));
    const library = new DiskLibrary(path, files);
    return {
      reach: () => ({ settings: { path }, credentials: {} }),
      change: async (offset) => library.change(offset),
      remove: async (offset) => library.remove(offset),
      close: () => rm(path, { recursive: true, force: true }),
    };
  },
};
