import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from './run-process.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Builds packages of this repository and packs them as a release would. Answers their tarballs, in the same order. */
export async function packPackages(folders: readonly string[], destination: string): Promise<string[]> {
  const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const pnpm = (folder: string, ...args: string[]) =>
    runProcess(folder, 'npx', '-y', '--prefer-offline', packageManager, ...args);
  // Costs nothing where `pnpm test` has built them just now.
  await pnpm(
    root,
    'run',
    'build',
    ...folders.map((folder) => `--filter=./packages/${folder}`),
    '--output-logs=errors-only',
  );
  return Promise.all(
    folders.map(async (folder) => {
      const target = join(destination, folder);
      await mkdir(target);
      await pnpm(join(root, 'packages', folder), 'pack', '--pack-destination', target);
      const [tarball = ''] = await readdir(target);
      return join(target, tarball);
    }),
  );
}
