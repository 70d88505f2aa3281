import { type Fetched, SourceError } from '@acequia/core/contract';
import type { FetchMessageObject } from 'imapflow';
import type { Address, Email } from 'postal-mime';
import { decodeText, parseMail } from './decode-part.ts';
import { formatAddress, toTime } from './mail.ts';
import type { MailParts } from './parts.ts';
import { type MailHead, type MailText, renderMail } from './render-mail.ts';

type Content = Pick<Extract<Fetched, { body: unknown }>, 'body' | 'mime'>;

/** The text of a mail from its parts. */
export async function contentOfParts(row: FetchMessageObject, parts: MailParts): Promise<Content> {
  if (parts.encrypted) {
    throw new SourceError('unreadable', 'The mail is encrypted', {
      remedy: 'Read it in a mail program that has the key.',
    });
  }
  const pieces: MailText[] = [];
  for (const part of parts.texts) {
    const bytes = bytesOf(row, part.number, part.size);
    pieces.push({ type: part.type === 'text/html' ? 'text/html' : 'text/plain', text: await decodeText(part, bytes) });
  }
  const { envelope } = row;
  const date = toTime(envelope?.date);
  const head: MailHead = {
    from: (envelope?.from ?? []).map(formatAddress),
    to: (envelope?.to ?? []).map(formatAddress),
    cc: (envelope?.cc ?? []).map(formatAddress),
    ...(date !== undefined && { date: new Date(date).toISOString() }),
  };
  return renderMail(head, pieces);
}

/** What the server sent for a part. Without a literal it is empty, or came in a form that the client drops. */
export function bytesOf(row: FetchMessageObject, number: string, size: number): Buffer {
  const bytes = number === '' ? row.source : row.bodyParts?.get(number.toLowerCase());
  if (bytes) return bytes;
  if (size === 0 || row.bodyParts?.has(number.toLowerCase())) return Buffer.alloc(0);
  throw new SourceError('bad-response', `The server sent the mail without its part ${number}`, {
    remedy: 'It is tried again.',
  });
}

/** The text of a whole mail. */
export async function contentOfSource(bytes: Uint8Array): Promise<Content> {
  const mail = await parseMail(bytes).catch((cause: unknown) => {
    throw new SourceError('unreadable', 'This is no mail that can be parsed', { cause });
  });
  const pieces: MailText[] = mail.text?.trim()
    ? [{ type: 'text/plain', text: mail.text }]
    : [{ type: 'text/html', text: mail.html ?? '' }];
  return renderMail(headOf(mail), pieces);
}

function headOf({ from, to, cc, date }: Email): MailHead {
  const shown = (addresses: readonly Address[] | undefined) => (addresses ?? []).map(formatAddress);
  return { from: shown(from && [from]), to: shown(to), cc: shown(cc), ...(date !== undefined && { date }) };
}
