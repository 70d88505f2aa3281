import { SourceError, type Wanted } from '@acequia/core/contract';
import type { BytePath } from './byte-path.ts';
import { decodePath } from './path-id.ts';

/** The path of a document that the host asks for, never outside the root. Throws `not-found` for an id that no path has. */
export function wantedPath({ id, ref }: Wanted): BytePath {
  const path = decodePath(typeof ref === 'string' ? ref : id);
  if (path) return path;
  throw new SourceError('not-found', `"${id}" is not a path in this folder`);
}
