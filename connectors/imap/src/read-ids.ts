import type { Change, Context, Seen, Slice } from '@acequia/core/contract';
import type { Cursor } from './cursor.ts';
import { aliasEnd, aliasOf, folderPath, mailId } from './document-id.ts';
import { hiddenMails } from './find-missing.ts';
import { openMailboxes } from './mailboxes.ts';
import { requireSame } from './position.ts';
import { readGone } from './read-gone.ts';
import { readPages } from './row-pages.ts';
import type { Settings } from './settings.ts';

/**
 * The ids of a folder's mails, by a FETCH of UIDs: SEARCH is wrong on some servers, and does not tell the ids of OBJECTID.
 * Each page claims the range of UIDs that it covers.
 */
export async function* readIds(
  context: Context<Settings>,
  slice: Slice,
  cursor: Cursor | null,
): AsyncGenerator<Change<Cursor> | Seen> {
  const path = folderPath(slice.id) ?? '';
  const boxes = await openMailboxes(context);
  if (!boxes.all.get(path)?.holdsMails) {
    yield* readGone(context, slice.id, path, boxes);
    return;
  }
  const position = cursor?.phase === 'ids' ? cursor : undefined;
  const start = position?.uid ?? 0;
  let claimed = start;
  const pages = readPages(
    context,
    path,
    start,
    (state) => {
      if (position) requireSame(position, state);
      return state.exists === 0 ? undefined : { from: start + 1, query: { uid: true }, options: { uid: true } };
    },
    async () => ({ rows: [] }),
  );
  let counted = 0;
  let ordered = true;
  for await (const { state, rows, broken, last } of pages) {
    const { uidValidity } = state;
    let uid = claimed;
    for (const row of [...rows, ...broken]) {
      if (row.uid <= start) continue;
      counted += 1;
      if (row.uid < uid) ordered = false;
      uid = Math.max(uid, row.uid);
      yield { type: 'seen', id: mailId({ path, uidValidity, uid: row.uid }, row.emailId) };
    }
    if (last && !position && counted < state.exists) {
      yield { type: 'failure', error: hiddenMails(path) };
      return;
    }
    if (!ordered && !last) continue;
    const from = aliasOf(uidValidity, ordered ? claimed + 1 : start + 1);
    yield { type: 'complete', from, to: last ? aliasEnd(uidValidity) : aliasOf(uidValidity, uid + 1) };
    claimed = uid;
    yield { type: 'checkpoint', cursor: { phase: 'ids', uidValidity, uid } };
  }
}
