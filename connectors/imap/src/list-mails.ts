import type { Change, Context } from '@acequia/core/contract';
import { toFailure } from './breaking-mail.ts';
import type { Cursor, Position } from './cursor.ts';
import { findMissing } from './find-missing.ts';
import { mailQuery, toDocuments, toMail } from './mail.ts';
import { requireSame } from './position.ts';
import { readPages } from './row-pages.ts';
import type { Settings } from './settings.ts';

const withoutStructure = {
  kind: 'unreadable',
  message: 'The server does not describe the parts of this mail: its text is read, its attachments are not',
} as const;

/** Lists a folder behind a position, or all of it. Answers where following goes on. */
export async function* listMails(
  context: Context<Settings>,
  path: string,
  position: Position | undefined,
): AsyncGenerator<Change<Cursor>, Position> {
  let uid = position?.uid ?? 0;
  let ordered = true;
  let listed: Position | undefined;
  const pages = readPages(
    context,
    path,
    uid,
    (state) => {
      if (position) requireSame(position, state);
      const behind = state.uidNext !== undefined && uid >= state.uidNext - 1;
      if (state.exists === 0 || behind) return undefined;
      return { from: uid + 1, query: mailQuery, options: { uid: true } };
    },
    (session, state, seen) => {
      const from = position ? (seen.first ?? state.exists + 1) : 1;
      return findMissing(context, session, seen.missing(from, state.exists), state);
    },
  );
  for await (const { state, rows, broken, last, missing } of pages) {
    const { uidValidity } = state;
    const modseq = position ? position.modseq : state.modseq;
    const counter = modseq !== undefined && { modseq };
    const start = position?.uid ?? 0;
    // `9:*` is the last mail too when its number is lower.
    const fresh = rows.filter((row) => row.uid > start);
    for (const row of fresh) {
      if (row.uid < uid) ordered = false;
      uid = Math.max(uid, row.uid);
    }
    const documents = toDocuments(path, uidValidity, fresh, context.settings.attachments);
    for (const document of documents) yield { type: 'upsert', document };
    for (const mail of broken) {
      uid = Math.max(uid, mail.uid);
      yield toFailure(path, uidValidity, mail);
    }
    for (const row of missing.rows) {
      if (row.uid <= start) continue;
      uid = Math.max(uid, row.uid);
      const document = toMail(path, uidValidity, row);
      yield { type: 'upsert', document };
      // Its attachments are not told, and must not count as gone.
      if (context.settings.attachments) yield { type: 'failure', id: document.id, error: withoutStructure };
    }
    if (missing.error) yield { type: 'failure', error: missing.error };
    listed = { phase: 'following', uidValidity, uid, ...counter };
    // Where mails come in no order, none but the last page says what was read.
    if (!last)
      yield { type: 'checkpoint', cursor: { phase: 'listing', uidValidity, uid: ordered ? uid : start, ...counter } };
  }
  if (!listed) throw new Error('A folder has no page');
  yield { type: 'complete' };
  yield { type: 'checkpoint', cursor: listed };
  return listed;
}
