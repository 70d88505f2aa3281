import type { Context, ErrorDescription } from '@acequia/core/contract';
import { type MailRow, plainQuery } from './mail.ts';
import type { FolderState, Session } from './session.ts';
import type { Settings } from './settings.ts';

/** Mails that a FETCH left out. */
export interface MissingMails {
  readonly rows: readonly MailRow[];
  /** There are more, of which nothing is known. */
  readonly error?: ErrorDescription;
}

/**
 * Asks again, and for less, about mails that the server counts but did not describe in a way that could be read.
 *
 * @param missing sequence numbers as an IMAP set, and how many they are; none: nothing was left out
 */
export async function findMissing(
  context: Context<Settings>,
  session: Session,
  missing: { readonly set: string; readonly count: number },
  state: FolderState,
): Promise<MissingMails> {
  if (missing.count === 0) return { rows: [] };
  const rows: MailRow[] = [];
  for await (const row of session.fetch(context, missing.set, plainQuery)) {
    if (row.uid !== undefined) rows.push(row);
  }
  if (rows.length >= missing.count) return { rows };
  const now = await session.examine(context, state.path);
  // Somebody deleted mails in the meantime.
  if (now.exists < state.exists || now.modseq !== state.modseq) return { rows };
  return { rows, error: hiddenMails(state.path) };
}

/** Fewer mails came than the server counts. */
export function hiddenMails(path: string): ErrorDescription {
  const message = `The server counts mails in ${path} that it does not show`;
  const remedy = 'It is tried again. If it lasts, have the server rebuild the index of this folder.';
  return { kind: 'bad-response', message, remedy };
}
