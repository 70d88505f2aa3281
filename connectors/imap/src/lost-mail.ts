import type { Failure } from '@acequia/core/contract';
import { mailId } from './document-id.ts';
import type { MailRow } from './mail.ts';
import type { MailRef } from './ref.ts';

/** A mail that exists but that the server describes in a way nobody understands. */
export function lostMail(path: string, uidValidity: string, { uid, emailId }: MailRow): Failure {
  const ref: MailRef = { path, uidValidity, uid };
  return {
    type: 'failure',
    id: mailId(ref, emailId),
    ref: { ...ref },
    title: `Mail ${uid} in ${path}`,
    error: {
      kind: 'unreadable',
      message: 'The server describes this mail in a way that cannot be read',
      remedy: 'The mail is probably damaged: look at it in a mail program.',
    },
  };
}
