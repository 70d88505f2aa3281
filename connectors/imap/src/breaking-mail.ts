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

/**
 * Looks whether the next mail behind `after` is one at which the connection ends. Takes a fresh connection, which is
 * unusable afterwards if it is. Undefined: there is no mail behind it, or it can be read.
 */
export async function findBreaking(
  context: Context<Settings>,
  session: Session,
  after: number,
  query: FetchQueryObject,
  options: FetchOptions,
): Promise<BreakingMail | undefined> {
  let next: BreakingMail | undefined;
  for await (const row of session.fetch(context, `${after + 1}:*`, { uid: true }, options)) {
    if (row.uid > after && row.uid < (next?.uid ?? Number.POSITIVE_INFINITY)) next = row;
  }
  if (!next) return undefined;
  try {
    await Array.fromAsync(session.fetch(context, String(next.uid), query, { uid: true }));
    return undefined;
  } catch (error) {
    if (!isBroken(session, error, context)) throw error;
    return next;
  }
}

/** What the host is told of such a mail: it is there, and is to be tried again alone. */
export function toFailure(path: string, uidValidity: string, { uid, emailId }: BreakingMail): Failure {
  const ref = { path, uidValidity, uid };
  return { type: 'failure', id: mailId(ref, emailId), ref, error: breaking };
}
