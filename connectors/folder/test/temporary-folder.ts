import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real folder that goes away with `await using`. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
  /** The whole path of a name in it. */
  at(path: string): string;
  /** Writes a file and the folders above it. */
  write(path: string, content?: string | Uint8Array): Promise<void>;
  /** Writes a file whose name is these bytes of latin1. */
  writeBytesName(path: string, content?: string): Promise<void>;
}

/** Creates an empty folder with these files in it. */
export async function createTemporaryFolder(files: Readonly<Record<string, string>> = {}): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'acequia-folder-')));
  const folder: TemporaryFolder = {
    path,
    at: (name) => join(path, name),
    async write(name, content = name) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), content);
    },
    async writeBytesName(name, content = 'x') {
      const parent = name.slice(0, Math.max(0, name.lastIndexOf('/')));
      await mkdir(Buffer.from(`${path}/${parent}`, 'latin1'), { recursive: true });
      await writeFile(Buffer.from(`${path}/${name}`, 'latin1'), content);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
  for (const [name, content] of Object.entries(files)) await folder.write(name, content);
  return folder;
}
