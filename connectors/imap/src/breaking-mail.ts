import { type Context, describeError, type ErrorDescription, type Failure } from '@acequia/core/contract';
import type { FetchOptions, FetchQueryObject } from 'imapflow';
import { mailId } from './document-id.ts';
import type { MailRow } from './mail.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

/** A mail at which the server ends the connection, as Dovecot does (BYE) where it cannot read the mail's file. */
export type BreakingMail = Pick<MailRow, 'uid' | 'seq' | 'emailId'>;

/** Why such a mail is not read. */
export const breaking: ErrorDescription = {
  kind: 'bad-response',
  message: 'The server ends the connection when this mail is read',
  remedy: 'It is tried again. If it lasts, look at the log of the server: the file of the mail may be damaged.',
};

/** Whether a command failed because the connection ended in it: not a refusal, not a limit, and nobody canceled it. */
export function isBroken(session: Session, error: unknown, { signal }: Pick<Context<Settings>, 'signal'>): boolean {
  const { kind } = describeError(error);
  return !session.isUsable && !signal.aborted && kind !== 'auth' && kind !== 'rate-limited';
}

/** What is behind a place at which a connection ended. */
export interface Behind {
  /** The next mail. */
  readonly mail: BreakingMail;
  /** Whether the connection ends at it again. */
  readonly isBreaking: boolean;
  /** The highest UID. */
  readonly last: number;
}

/**
 * Looks at the next mail behind `after` alone. Takes a fresh connection, which is unusable afterwards if it ends at that
 * mail. Undefined: there is none.
 */
export async function lookBehind(
  context: Context<Settings>,
  session: Session,
  after: number,
  query: FetchQueryObject,
  options: FetchOptions,
): Promise<Behind | undefined> {
  let mail: BreakingMail | undefined;
  let last = after;
  for await (const row of session.fetch(context, `${after + 1}:*`, { uid: true }, options)) {
    if (row.uid <= after) continue;
    if (row.uid < (mail?.uid ?? Number.POSITIVE_INFINITY)) mail = row;
    last = Math.max(last, row.uid);
  }
  if (!mail) return undefined;
  try {
    await Array.fromAsync(session.fetch(context, String(mail.uid), query, { uid: true }));
    return { mail, last, isBreaking: false };
  } catch (error) {
    if (!isBroken(session, error, context)) throw error;
    return { mail, last, isBreaking: true };
  }
}

/** What the host is told of such a mail: it is there, and is to be tried again alone. */
export function toFailure(path: string, uidValidity: string, { uid, emailId }: BreakingMail): Failure {
  const ref = { path, uidValidity, uid };
  return { type: 'failure', id: mailId(ref, emailId), ref, error: breaking };
}
