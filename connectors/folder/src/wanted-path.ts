import { SourceError, type Wanted } from '@acequia/core/contract';
import type { BytePath } from './byte-path.ts';
import { decodePath } from './path-id.ts';

/** The path of a document that the host asks for, never outside the root. Undefined: no path has this id. */
export function findWantedPath({ id, ref }: Wanted): BytePath | undefined {
  return decodePath(typeof ref === 'string' ? ref : id);
}

/** The same. Throws `not-found` for an id that no path has. */
export function wantedPath(wanted: Wanted): BytePath {
  const path = findWantedPath(wanted);
  if (path) return path;
  throw new SourceError('not-found', `"${wanted.id}" is not a path in this folder`);
}
