import { type Pick, SourceError } from '@acequia/core/contract';
import { comparePaths, isWithin, type Path } from './path.ts';
import { wantedPath } from './path-id.ts';

/**
 * The folders to read, in the order of their paths: the address itself, or the picks without those inside another pick.
 * Throws `bad-settings` for a pick that is no folder of this connector.
 */
export function rootPaths(picks: readonly Pick[]): Path[] {
  if (picks.length === 0) return [''];
  const kept: Path[] = [];
  for (const path of picks.map(requirePath).sort(comparePaths)) {
    const last = kept.at(-1);
    if (last === undefined || !isWithin(path, last)) kept.push(path);
  }
  return kept;
}

/** The path of a folder that a user or the host names. Throws `bad-settings`. */
export function requirePath(pick: Pick): Path {
  const path = wantedPath(pick);
  if (path !== undefined) return path;
  throw new SourceError('bad-settings', `"${pick.id}" is not a folder of this source`, {
    remedy: 'Choose the folders again.',
  });
}
