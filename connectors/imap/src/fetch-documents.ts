import type { Change, Context, Wanted } from '@acequia/core/contract';
import { toAttachment } from './attachment.ts';
import { withSession } from './connections.ts';
import { folderPath } from './document-id.ts';
import { toContainer } from './folder.ts';
import { type FolderGroup, groupWanted, notKnown, renumbered, uidSet, type WantedMail } from './group-wanted.ts';
import { type MailRow, mailQuery, partsOf, plainQuery, toMail } from './mail.ts';
import { openMailboxes } from './mailboxes.ts';
import type { Settings } from './settings.ts';

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
  for (const group of groups) yield* await lookUp(context, group);
}

/** Small, and over before the host takes it: the connection is free again. */
async function lookUp(context: Context<Settings>, { path, uidValidity, mails }: FolderGroup): Promise<Change<never>[]> {
  return withSession(context, path, async (session) => {
    const state = await session.examine(context, path);
    if (state.uidValidity !== uidValidity) {
      return mails.map(({ id, ref }) => ({ type: 'failure', id, ref: { ...ref }, error: renumbered }));
    }
    const rows = new Map<number, MailRow>();
    for await (const row of session.fetch(context, uidSet(mails), mailQuery, { uid: true })) rows.set(row.uid, row);
    const unseen = mails.filter(({ ref }) => !rows.has(ref.uid));
    const plain = new Map<number, MailRow>();
    if (unseen.length > 0) {
      for await (const row of session.fetch(context, uidSet(unseen), plainQuery, { uid: true }))
        plain.set(row.uid, row);
    }
    return mails.map((one) => describe(one, rows.get(one.ref.uid), plain.get(one.ref.uid)));
  });
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
