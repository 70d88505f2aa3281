import type { Change, Context } from '@acequia/core/contract';
import { toFailure } from './breaking-mail.ts';
import type { Cursor, Position } from './cursor.ts';
import { aliasOf } from './document-id.ts';
import { findMissing } from './find-missing.ts';
import { mailQuery, toDocuments, toMail } from './mail.ts';
import { requireSame } from './position.ts';
import { readPages } from './row-pages.ts';
import type { FolderState } from './session.ts';
import type { Settings } from './settings.ts';
import type { RowRequest } from './stream-rows.ts';

/** New mails, changed flags (CONDSTORE) and expunged mails (QRESYNC) since a position. */
export async function* followMails(
  context: Context<Settings>,
  path: string,
  position: Position,
): AsyncGenerator<Change<Cursor>> {
  const { uidValidity } = position;
  const vanished: number[] = [];
  let { uid } = position;
  const pages = readPages(
    context,
    path,
    uid,
    (state) => {
      requireSame(position, state);
      return askSince(state, position, (gone) => gone <= position.uid && vanished.push(gone));
    },
    (session, state, seen) => {
      const { exists, uidNext } = state;
      const expected = uidNext !== undefined && uidNext - 1 > position.uid;
      // When nothing new came although something should, the last mail shows whether there is any.
      const first = seen.first ?? (expected ? Math.max(1, exists) : exists + 1);
      return findMissing(context, session, seen.missing(first, exists), state);
    },
  );
  for await (const { state, rows, broken, last, missing } of pages) {
    for (const gone of vanished.splice(0)) yield { type: 'delete', alias: aliasOf(uidValidity, gone) };
    const told = rows.filter((row) => row.uid > position.uid || position.modseq !== undefined);
    for (const row of told) uid = Math.max(uid, row.uid);
    const documents = toDocuments(path, uidValidity, told, context.settings.attachments);
    for (const document of documents) yield { type: 'upsert', document };
    for (const mail of broken) {
      uid = Math.max(uid, mail.uid);
      yield toFailure(path, uidValidity, mail);
    }
    for (const row of missing.rows) {
      if (row.uid <= position.uid) continue;
      uid = Math.max(uid, row.uid);
      yield { type: 'upsert', document: toMail(path, uidValidity, row) };
    }
    if (missing.error) yield { type: 'failure', error: missing.error };
    if (!last) continue;
    const { modseq } = state;
    yield {
      type: 'checkpoint',
      cursor: { phase: 'following', uidValidity, uid, ...(modseq !== undefined && { modseq }) },
    };
  }
}

function askSince(
  state: FolderState,
  { uid, modseq }: Position,
  onVanished: (uid: number) => void,
): RowRequest | undefined {
  const hasNew = state.uidNext === undefined || state.uidNext - 1 > uid;
  if (modseq !== undefined && state.modseq !== undefined) {
    if (modseq === state.modseq && !hasNew) return undefined;
    const options = { uid: true, changedSince: BigInt(modseq) };
    return { from: 1, query: mailQuery, options, onVanished };
  }
  if (!hasNew || state.exists === 0) return undefined;
  return { from: uid + 1, query: mailQuery, options: { uid: true } };
}
