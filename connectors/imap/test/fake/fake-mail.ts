import { type MimePart, quote, serializePart, structureOf } from './mime-part.ts';

/** A mail, as the server has it; it never changes. */
export interface FakeMail {
  /** Stays the same in every folder. */
  readonly emailId: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  /** Milliseconds since 1970, of the header `Date`. */
  readonly sentAt: number;
  /** Milliseconds since 1970, INTERNALDATE. */
  readonly receivedAt: number;
  readonly messageId: string;
  readonly root: MimePart;
  /** Sent in place of the BODYSTRUCTURE: what a broken server makes of a broken mail. */
  readonly brokenStructure?: string;
  /** What a FETCH of its parts gives; absent: these. */
  readonly parts?: 'NIL' | 'refused';
}

/** A mail in one folder. */
export interface StoredMail {
  readonly mail: FakeMail;
  readonly uid: number;
  modseq: number;
  readonly flags: Set<string>;
}

/** The whole mail as it was sent; bytes as characters. */
export function sourceOf(mail: FakeMail): { readonly header: string; readonly body: string } {
  const { headers, body } = serializePart(mail.root);
  const lines = [
    `From: <${mail.from}>`,
    `To: <${mail.to}>`,
    `Subject: =?utf-8?B?${Buffer.from(mail.subject).toString('base64')}?=`,
    `Date: ${new Date(mail.sentAt).toUTCString()}`,
    `Message-ID: ${mail.messageId}`,
    'MIME-Version: 1.0',
  ];
  return { header: `${lines.join('\r\n')}\r\n${headers}\r\n`, body };
}

/** ENVELOPE. https://www.rfc-editor.org/rfc/rfc9051#section-7.5.2 */
export function envelopeOf(mail: FakeMail): string {
  const from = addressOf(mail.from);
  const encoded = /[^\x20-\x7e]/.test(mail.subject)
    ? `=?utf-8?B?${Buffer.from(mail.subject).toString('base64')}?=`
    : mail.subject;
  return `(${quote(new Date(mail.sentAt).toUTCString())} ${quote(encoded)} ${from} ${from} ${from} ${addressOf(mail.to)} NIL NIL NIL ${quote(mail.messageId)})`;
}

function addressOf(address: string): string {
  const [mailbox = '', host = ''] = address.split('@');
  return `((NIL NIL ${quote(mailbox)} ${quote(host)}))`;
}

export const structureOfMail = (mail: FakeMail) => mail.brokenStructure ?? structureOf(mail.root);
