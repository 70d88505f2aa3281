import type { Document } from '@acequia/core/contract';
import type { MessageAddressObject, MessageEnvelopeObject } from 'imapflow';
import type { Address, Email } from 'postal-mime';
import { parseMail } from './decode-part.ts';
import { type MailRow, toMail } from './mail.ts';

/** A mail of which the server tells the header only: its content is its whole source. */
export async function recoverMail(path: string, uidValidity: string, row: MailRow): Promise<Document> {
  const header = await parseMail(row.headers ?? Buffer.alloc(0)).catch(() => undefined);
  const { bodyStructure: _, ...plain } = row;
  return toMail(path, uidValidity, { ...plain, ...(header && { envelope: toEnvelope(header) }) });
}

function toEnvelope({ subject, date, messageId, inReplyTo, from, to, cc }: Email): MessageEnvelopeObject {
  return {
    subject,
    date,
    messageId,
    inReplyTo,
    ...(from && { from: [from].map(toAddress) }),
    ...(to && { to: to.map(toAddress) }),
    ...(cc && { cc: cc.map(toAddress) }),
  };
}

const toAddress = ({ name, address }: Address): MessageAddressObject => ({ name, address });
