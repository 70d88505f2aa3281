import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SnapshotEntry } from '@acequia/testkit';

/** A folder on a server, changed on the disk behind it. Names are paths with `/`. */
export class SharedFolder {
  readonly path: string;
  /** Seconds since 1970: long ago, and never twice the same. */
  #time = Date.UTC(2026, 0, 1) / 1000;

  constructor(path: string) {
    this.path = path;
    mkdirSync(path);
  }

  /** Folders above it are made. `time`: seconds since 1970. */
  write(name: string, body: string | Uint8Array, time = ++this.#time): void {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body);
    utimesSync(path, time, time);
  }

  makeFolder(name: string): void {
    mkdirSync(join(this.path, name), { recursive: true });
  }

  /** Times stay. */
  move(from: string, to: string): void {
    renameSync(join(this.path, from), join(this.path, to));
  }

  remove(name: string): void {
    rmSync(join(this.path, name), { recursive: true });
  }

  /** Folders, the address itself included: what a listing of everything costs. */
  countFolders(): number {
    return 1 + [...this.snapshot().values()].filter(({ container }) => container).length;
  }

  /** What a perfect store has of it. */
  snapshot(): Map<string, SnapshotEntry> {
    const entries = readdirSync(this.path, { withFileTypes: true, recursive: true });
    return new Map(
      entries.map((entry): [string, SnapshotEntry] => {
        const path = join(entry.parentPath, entry.name);
        const id = path.slice(this.path.length + 1);
        const folder = dirname(id);
        return [
          id,
          {
            title: basename(id),
            container: entry.isDirectory(),
            feeds: [''],
            ...(folder !== '.' && { parent: folder }),
            ...(entry.isFile() && { bodyHash: hash('sha256', readFileSync(path)) }),
          },
        ];
      }),
    );
  }
}
