import { type Context, describeError } from '@acequia/core/contract';
import { withSession } from './connections.ts';
import type { Cursor } from './cursor.ts';
import { folderId } from './document-id.ts';
import { type Mailboxes, outerPaths } from './mailboxes.ts';
import type { Settings } from './settings.ts';

/** What reading a folder that is not listed finds. */
type GoneChange =
  | { readonly type: 'delete'; readonly id: string }
  | { readonly type: 'checkpoint'; readonly cursor: Cursor };

/** A folder that is not listed is deleted when it cannot be opened either. What hides from the list alone stays as it is. */
export async function* readGone(
  context: Context<Settings>,
  id: string,
  path: string,
  boxes: Mailboxes,
): AsyncGenerator<GoneChange> {
  const gone = await withSession(context, undefined, async (session) => {
    try {
      await session.examine(context, path);
      return false;
    } catch (error) {
      if (describeError(error).kind === 'not-found') return true;
      throw error;
    }
  });
  if (!gone) return;
  // With it go the folders that are in this slice because they lead to it.
  for (const outer of outerPaths(path, boxes)) yield { type: 'delete', id: folderId(outer) };
  yield { type: 'delete', id };
  yield { type: 'checkpoint', cursor: { phase: 'gone' } };
}
