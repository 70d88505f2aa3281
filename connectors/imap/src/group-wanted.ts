import type { ErrorDescription, Wanted } from '@acequia/core/contract';
import { type MailRef, mailRef } from './ref.ts';

export interface WantedMail {
  readonly id: string;
  readonly ref: MailRef;
}

/** Wanted documents of one folder. */
export interface FolderGroup {
  readonly path: string;
  readonly uidValidity: string;
  readonly mails: readonly WantedMail[];
}

/** By folders, and what has no ref of ours. */
export function groupWanted(wanted: readonly Wanted[]): {
  readonly groups: readonly FolderGroup[];
  readonly strange: readonly Wanted[];
} {
  const strange: Wanted[] = [];
  const mails: WantedMail[] = [];
  for (const one of wanted) {
    const ref = mailRef.safeParse(one.ref);
    if (ref.success && one.id.startsWith('mail/')) mails.push({ id: one.id, ref: ref.data });
    else strange.push(one);
  }
  const folders = Map.groupBy(mails, ({ ref }) => JSON.stringify([ref.path, ref.uidValidity]));
  const groups = [...folders.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ path: first.ref.path, uidValidity: first.ref.uidValidity, mails: group }] : [];
  });
  return { groups, strange };
}

export const notKnown: ErrorDescription = { kind: 'not-found', message: 'The mailbox has no such document' };

export const renumbered: ErrorDescription = {
  kind: 'not-found',
  message: 'The server numbered the mails of this folder anew',
  remedy: 'Nothing to do: the next sync lists the folder again.',
};

export const expunged: ErrorDescription = { kind: 'gone', message: 'The mail was deleted from this folder' };
