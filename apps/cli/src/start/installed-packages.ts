import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AcequiaError } from '@acequia/engine';

/**
 * The folder that holds the packages installed around `from`, links followed: pnpm's own store of packages where there
 * is one, because everything else it makes are links that lead there; else the nearest `node_modules`.
 */
export function findInstalledPackages(from: string): string {
  let nearest: string | undefined;
  for (let folder = from; ; folder = dirname(folder)) {
    if (basename(folder) === '.pnpm') return realpathSync(folder);
    const inside = basename(folder) === 'node_modules' ? folder : join(folder, 'node_modules');
    if (existsSync(join(inside, '.pnpm'))) return realpathSync(join(inside, '.pnpm'));
    if (existsSync(inside)) nearest ??= inside;
    if (dirname(folder) === folder) break;
  }
  if (nearest !== undefined) return realpathSync(nearest);
  throw new AcequiaError('not_found', 'There are no installed packages whose documentation could be read.', {
    hint: 'Name a folder of your own with --folder DIR.',
  });
}
