import { type Context, SourceError } from '@acequia/core/contract';
import type { MailRow } from './mail.ts';
import type { FolderState, Session } from './session.ts';
import type { Settings } from './settings.ts';

/**
 * Asks only for the UIDs of mails that a FETCH left out: the server counts them, and what it says about them could not be
 * read.
 *
 * @param missing sequence numbers; empty: nothing was left out
 */
export async function findMissing(
  context: Context<Settings>,
  session: Session,
  missing: string,
  state: FolderState,
): Promise<readonly MailRow[]> {
  if (missing === '') return [];
  const found: MailRow[] = [];
  for await (const row of session.fetch(context, missing, { uid: true })) {
    if (row.uid !== undefined) found.push(row);
  }
  if (found.length > 0) return found;
  const now = await session.examine(context, state.path);
  // Somebody deleted mails in the meantime.
  if (now.exists !== state.exists || now.uidNext !== state.uidNext || now.modseq !== state.modseq) return [];
  throw new SourceError('bad-response', `The server counts mails in ${state.path} that it does not show`, {
    remedy: 'It is tried again. If it lasts, have the server rebuild the index of this folder.',
  });
}
