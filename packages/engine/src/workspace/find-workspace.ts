import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The nearest folder, from here upwards, with an `acequia.yaml` or an `.acequia` folder. Undefined: there is none. */
export function findWorkspace(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'acequia.yaml')) || existsSync(join(folder, '.acequia'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
