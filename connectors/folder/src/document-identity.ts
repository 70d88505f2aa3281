import type { Json } from '@acequia/core/contract';
import { type BytePath, baseName, parentPath, toText } from './byte-path.ts';
import { encodePath, isPathTooLong, shortId } from './path-id.ts';

/** What every document of a path has: who it is, where it hangs, what people call it. */
export interface Identity {
  readonly id: string;
  /** Absent directly below the root, which is no document itself. */
  readonly parent?: string;
  readonly title: string;
  /** Only where the id does not say the path because it would be too long. */
  readonly ref?: Json;
}

/** The identity of what is at `path`. */
export function identify(path: BytePath): Identity {
  const parent = parentPath(path);
  const title = toText(baseName(path));
  const id = encodePath(path);
  const place = parent === '' ? {} : { parent: encodePath(parent) };
  return isPathTooLong(path) ? { id: shortId(path), ...place, title, ref: id } : { id, ...place, title };
}
