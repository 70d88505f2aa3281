import { type Change, type Context, SourceError, type Wanted } from '@acequia/core/contract';
import type { FetchQueryObject } from 'imapflow';
import { toAttachment } from './attachment.ts';
import { breaking, isBroken } from './breaking-mail.ts';
import { withSession } from './connections.ts';
import { folderPath } from './document-id.ts';
import { fetchByUid } from './fetch-by-uid.ts';
import { toContainer } from './folder.ts';
import { type FolderGroup, groupWanted, notKnown, renumbered, type WantedMail } from './group-wanted.ts';
import { type MailRow, mailQuery, partsOf, plainQuery, toMail } from './mail.ts';
import { openMailboxes } from './mailboxes.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

/** More damaged mails in a row are a damaged server. */
const mostInARow = 5;

/** Single mails, attachments and folders as they are now. */
export async function* fetchDocuments(
  context: Context<Settings>,
  wanted: readonly Wanted[],
): AsyncGenerator<Change<never>> {
  const { groups, strange } = groupWanted(wanted);
  for (const { id } of strange) {
    const path = folderPath(id);
    const box = path === undefined ? undefined : (await openMailboxes(context)).all.get(path);
    if (box) yield { type: 'upsert', document: toContainer(box) };
    else yield { type: 'failure', id, error: notKnown };
  }
  for (const group of groups) {
    const changes = await lookUp(context, group);
    if (changes) yield* changes;
    else yield* lookUpEach(context, group);
  }
}

/** Each mail with a connection of its own, since one of them ends it. Throws when none can be read: that is the server. */
async function* lookUpEach(context: Context<Settings>, group: FolderGroup): AsyncGenerator<Change<never>> {
  const { mails } = group;
  let failed = 0;
  for (const one of mails) {
    const changes = await lookUp(context, { ...group, mails: [one] });
    if (changes) yield* changes;
    else yield { type: 'failure', id: one.id, ref: { ...one.ref }, error: breaking };
    failed = changes ? 0 : failed + 1;
    if (failed === mostInARow && mails.length > failed) throw new SourceError('transient', breaking.message);
  }
}

/** Small, and over before the host takes it: the connection is free again. Undefined: it ended in the middle. */
async function lookUp(
  context: Context<Settings>,
  { path, uidValidity, mails }: FolderGroup,
): Promise<Change<never>[] | undefined> {
  return withSession(context, path, async (session) => {
    const state = await session.examine(context, path);
    if (state.uidValidity !== uidValidity) {
      return mails.map(({ id, ref }) => ({ type: 'failure', id, ref: { ...ref }, error: renumbered }));
    }
    try {
      const rows = await readRows(context, session, mails, mailQuery);
      const unseen = mails.filter(({ ref }) => !rows.has(ref.uid));
      const plain = await readRows(context, session, unseen, plainQuery);
      return mails.map((one) => describe(one, rows.get(one.ref.uid), plain.get(one.ref.uid)));
    } catch (error) {
      if (isBroken(session, error, context)) return undefined;
      throw error;
    }
  });
}

async function readRows(
  context: Context<Settings>,
  session: Session,
  mails: readonly WantedMail[],
  query: FetchQueryObject,
): Promise<Map<number, MailRow>> {
  const rows = new Map<number, MailRow>();
  if (mails.length === 0) return rows;
  for await (const row of fetchByUid(context, session, mails, query)) rows.set(row.uid, row);
  return rows;
}

function describe({ id, ref }: WantedMail, row: MailRow | undefined, plain: MailRow | undefined): Change<never> {
  const { path, uidValidity, part: wanted } = ref;
  if (!row) {
    if (!plain) return { type: 'delete', id };
    return { type: 'upsert', document: { ...toMail(path, uidValidity, plain), id } };
  }
  const mail = toMail(path, uidValidity, row);
  if (!wanted) return { type: 'upsert', document: { ...mail, id } };
  const part = partsOf(row)?.files.find(({ number }) => number === wanted.number);
  if (!part) return { type: 'failure', id, ref: { ...ref }, error: notKnown };
  return { type: 'upsert', document: { ...toAttachment(mail, part), id } };
}
