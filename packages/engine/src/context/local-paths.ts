import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { SourceError } from '@acequia/core';

/**
 * Answers the real path of what a connector wants to read on this machine.
 *
 * @param roots folders below which paths must lie; undefined: anywhere
 */
export function createPathGuard(roots: readonly string[] | undefined): (path: string) => Promise<string> {
  return async (path) => {
    const real = await realpath(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES') {
        throw new SourceError('forbidden', `${path} may not be read`, {
          remedy: 'Check the permissions of the folder.',
        });
      }
      throw new SourceError('bad-settings', `${path} does not exist`, {
        remedy: 'Check the path, and whether the disk or share is mounted.',
      });
    });
    if (roots === undefined) return real;
    for (const root of roots) {
      const realRoot = await realpath(root).catch(() => undefined);
      if (realRoot !== undefined && (real === realRoot || real.startsWith(realRoot + sep))) return real;
    }
    throw new SourceError('bad-settings', `${path} is not below a folder that the operator allows`, {
      remedy: 'Ask the operator to add the folder to the allowed roots.',
    });
  };
}
