import { SourceError } from '@acequia/core/contract';
import type { WebDav } from './client.ts';
import { type Path, parentPath } from './path.ts';

/**
 * Whether something that answered 404 was removed: the folder that held it holds other things but not this. An empty or
 * missing folder proves nothing: that is what a disk looks like that is not mounted. Nor does a 404 by itself: servers
 * say so too of what the account may not see. Throws what must end the sync.
 */
export async function isRemoved(client: WebDav, path: Path): Promise<boolean> {
  if (path === '') return false;
  try {
    const { members, broken, nameless } = await client.list(parentPath(path), 1, { cloud: false, feed: false });
    return members.length > 0 && !nameless && ![...members, ...broken].some((entry) => entry.path === path);
  } catch (error) {
    if (endsSync(error)) throw error;
    return false;
  }
}

/** Errors that are not about one file or folder. */
export function endsSync(error: unknown): boolean {
  return (
    !SourceError.isInstance(error) ||
    error.kind === 'auth' ||
    error.kind === 'rate-limited' ||
    error.kind === 'bad-settings' ||
    error.kind === 'cursor-expired' ||
    error.kind === 'internal'
  );
}
