import { type Fetched, SourceError } from '@acequia/core/contract';
import type { FetchMessageObject } from 'imapflow';
import type { Email } from 'postal-mime';
import { decodeText, parseMail } from './decode-part.ts';
import { showAddresses } from './mail-header.ts';
import type { PartRef } from './ref.ts';
import { type MailHead, type MailText, renderMail } from './render-mail.ts';

type Content = Pick<Extract<Fetched, { body: unknown }>, 'body' | 'mime'>;

/** The text of a mail from its parts. */
export async function contentOfParts(
  head: MailHead,
  parts: readonly PartRef[],
  row: FetchMessageObject,
): Promise<Content> {
  const pieces: MailText[] = [];
  for (const part of parts) {
    const type = part.type === 'text/html' ? 'text/html' : 'text/plain';
    pieces.push({ type, text: await decodeText(part, bytesOf(row, part)) });
  }
  return renderMail(head, pieces);
}

/** What the server sent for a part. Without a literal it is empty. */
export function bytesOf({ bodyParts }: FetchMessageObject, { number, size }: Pick<PartRef, 'number' | 'size'>): Buffer {
  const bytes = bodyParts?.get(number);
  if (bytes) return bytes;
  // The client drops what is no literal, which servers send for what is empty (a line end, when they count it).
  if (size <= 2) return Buffer.alloc(0);
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

function headOf({ from, to = [], cc = [], date }: Email): MailHead {
  const head = { from: showAddresses(from ? [from] : []), to: showAddresses(to), cc: showAddresses(cc) };
  return { ...head, ...(date !== undefined && { date }) };
}
