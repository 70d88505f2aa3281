import type { Context } from '@acequia/core/contract';
import type { FetchOptions, FetchQueryObject } from 'imapflow';
import { type BreakingMail, isBroken, lookBehind } from './breaking-mail.ts';
import type { LentSession } from './lent-session.ts';
import type { MailRow } from './mail.ts';
import { requireSame } from './position.ts';
import type { FolderState, Session } from './session.ts';
import type { Settings } from './settings.ts';

/** What is asked of a folder once it is open. */
export interface RowRequest {
  /** The first UID; all behind it are asked for too. */
  readonly from: number;
  readonly query: FetchQueryObject;
  readonly options: FetchOptions;
  readonly onVanished?: (uid: number) => void;
}

/** What a stream meets: mails, and those at which the connection ended. */
export type MetMail = { readonly row: MailRow } | { readonly broken: BreakingMail };

/** Connections that one stream may cost. */
const mostBreaks = 20;

/**
 * One FETCH, and when the connection ends in it, another one behind the mail at which it ended. So one damaged mail
 * keeps no other out. Answers the connection that is open at the end. Throws when nothing is gained by going on.
 */
export async function* streamRows(
  context: Context<Settings>,
  lent: LentSession,
  opened: { readonly session: Session; readonly state: FolderState },
  { from, query, options, onVanished }: RowRequest,
): AsyncGenerator<MetMail, Session> {
  let { session } = opened;
  let next = from;
  for (let breaks = 0; ; breaks += 1) {
    const start = next;
    try {
      for await (const row of session.fetch(context, `${start}:*`, query, options, onVanished)) {
        // Unasked news of flags come without a UID.
        if (row.uid === undefined) continue;
        next = Math.max(next, row.uid + 1);
        yield { row };
      }
      return session;
    } catch (error) {
      if (breaks === mostBreaks || !isBroken(session, error, context)) throw error;
      session = await reopen(lent, opened.state);
      const behind = await lookBehind(context, session, next - 1, query, options);
      if (!behind) return session;
      if (!behind.isBreaking && next === start) throw error;
      if (!behind.isBreaking) continue;
      yield { broken: behind.mail };
      next = behind.mail.uid + 1;
      session = await reopen(lent, opened.state);
      // A range behind the last mail means the last mail.
      if (next > behind.last) return session;
    }
  }
}

async function reopen(lent: LentSession, before: FolderState): Promise<Session> {
  const { session, state } = await lent.open();
  requireSame({ uidValidity: before.uidValidity, uid: 0 }, state);
  return session;
}
