import type { Context } from '@acequia/core/contract';
import type { BreakingMail } from './breaking-mail.ts';
import { openConnections } from './connections.ts';
import type { MissingMails } from './find-missing.ts';
import { LentSession } from './lent-session.ts';
import type { MailRow } from './mail.ts';
import { SeenNumbers } from './seen-numbers.ts';
import type { FolderState, Session } from './session.ts';
import type { Settings } from './settings.ts';
import { type RowRequest, streamRows } from './stream-rows.ts';

/** Mails between two checkpoints. With their attachments they are one group of contents. */
const pageSize = 1000;

export interface RowPage {
  readonly state: FolderState;
  readonly rows: readonly MailRow[];
  /** Mails at which the connection ended, since the page before. */
  readonly broken: readonly BreakingMail[];
  /** Nothing comes after it. */
  readonly last: boolean;
  /** On the last page: mails that are there but came in a form that nobody can read. */
  readonly missing: MissingMails;
}

/**
 * Opens a folder and streams what is in it, in pages. At the last page the connection is back: what the host does with
 * the page may want it. Where there is no other connection for the host, all of it is one page.
 *
 * @param ask decides by the folder's state what to fetch; undefined: nothing
 * @param recover called when everything came, with the sequence numbers of the mails behind `after` that did
 */
export async function* readPages(
  context: Context<Settings>,
  path: string,
  after: number,
  ask: (state: FolderState) => RowRequest | undefined,
  recover: (session: Session, state: FolderState, seen: SeenNumbers) => Promise<MissingMails>,
): AsyncGenerator<RowPage> {
  const connections = await openConnections(context);
  const lent = new LentSession(context, connections, path);
  let rows: MailRow[] = [];
  let broken: BreakingMail[] = [];
  let missing: MissingMails = { rows: [] };
  let state: FolderState;
  try {
    const opened = await lent.open();
    state = opened.state;
    const request = ask(state);
    const seen = new SeenNumbers();
    if (request) {
      const stream = streamRows(context, lent, opened, request);
      let met = await stream.next();
      try {
        for (; !met.done; met = await stream.next()) {
          const mail = 'row' in met.value ? met.value.row : met.value.broken;
          if (mail.uid > after) seen.add(mail.seq);
          if ('row' in met.value) rows.push(met.value.row);
          else broken.push(met.value.broken);
          if (rows.length < pageSize) continue;
          const resume = await connections.keepWaiting(context);
          if (!resume) continue;
          try {
            yield { state, rows, broken, last: false, missing };
          } finally {
            resume();
          }
          rows = [];
          broken = [];
        }
      } finally {
        // Who stops in the middle must not leave a FETCH to the next one.
        if (!met.done) await stream.return(opened.session);
      }
      missing = await recover(met.value, state, seen);
    }
  } catch (error) {
    throw connections.note(error);
  } finally {
    lent.giveBack();
  }
  yield { state, rows, broken, last: true, missing };
}
