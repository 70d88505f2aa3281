import type { Change, Context, Slice } from '@acequia/core/contract';
import type { Cursor, Position } from './cursor.ts';
import { folderPath } from './document-id.ts';
import { toContainers } from './folder.ts';
import { followMails } from './follow-mails.ts';
import { listMails } from './list-mails.ts';
import { openMailboxes } from './mailboxes.ts';
import { readGone } from './read-gone.ts';
import type { Settings } from './settings.ts';

/** Lists a folder, or follows its changes. */
export async function* read(
  context: Context<Settings>,
  slice: Slice,
  cursor: Cursor | null,
): AsyncGenerator<Change<Cursor>> {
  const path = folderPath(slice.id) ?? '';
  const boxes = await openMailboxes(context);
  const box = boxes.all.get(path);
  if (!box?.holdsMails) {
    yield* readGone(context, slice.id, path, boxes);
    return;
  }
  for (const document of toContainers(boxes, box)) yield { type: 'upsert', document };
  const position = positionOf(cursor);
  if (position?.phase === 'following') {
    yield* followMails(context, path, position);
    return;
  }
  const listed = yield* listMails(context, path, position);
  // Mails may have changed, or gone, in what an earlier sync listed.
  if (position) yield* followMails(context, path, listed);
}

function positionOf(cursor: Cursor | null): Position | undefined {
  return cursor?.phase === 'listing' || cursor?.phase === 'following' ? cursor : undefined;
}
