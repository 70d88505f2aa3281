import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { AcequiaError, findWorkspace } from '@acequia/engine';
import { quoteWord } from '../output/quote-word.ts';

/** The folder that `acequia start` makes where there is no workspace yet. */
export const startFolder = 'acequia-workspace';

/** The workspace for work in `folder`: the nearest one upwards, else the one that `acequia start` made there. */
export function findNearestWorkspace(folder: string): string | undefined {
  return findWorkspace(folder) ?? findWorkspace(join(folder, startFolder));
}

/** The workspace of a command: the named one, else the nearest. Throws `no_workspace`. */
export function requireWorkspace(named: string | undefined): string {
  if (named === undefined) {
    const found = findNearestWorkspace(process.cwd());
    if (found !== undefined) return found;
    throw new AcequiaError('no_workspace', 'There is no workspace here or above.', {
      hint: 'Make one with `acequia init`, name one with --workspace DIR, or try `acequia start`.',
    });
  }
  const folder = resolve(named);
  if (findWorkspace(folder) === folder) return folder;
  const problem = existsSync(folder) ? 'is not a workspace: it has no acequia.yaml' : 'does not exist';
  throw new AcequiaError('no_workspace', `${folder} ${problem}.`, {
    hint: `Make it one with \`acequia init ${named}\`.`,
  });
}

/** What a command must be given to find a workspace from the current folder: ` -w DIR`, or nothing. */
export function workspaceFlag(workspace: string): string {
  if (findNearestWorkspace(process.cwd()) === workspace) return '';
  return ` -w ${quoteWord(relative(process.cwd(), workspace) || '.')}`;
}
