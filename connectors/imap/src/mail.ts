import type { Document } from '@acequia/core/contract';
import type { FetchMessageObject, FetchQueryObject, MessageAddressObject } from 'imapflow';
import { toAttachment } from './attachment.ts';
import { aliasOf, folderId, type MailPlace, mailId } from './document-id.ts';
import { type MailParts, sortParts } from './parts.ts';
import { type MailRef, toPartRef } from './ref.ts';

/** What is asked of each mail: all but its content. The client adds UID, MODSEQ and the id of OBJECTID or Gmail. */
export const mailQuery: FetchQueryObject = {
  uid: true,
  flags: true,
  internalDate: true,
  size: true,
  envelope: true,
  bodyStructure: true,
};

/** A ref has a limit; nobody writes a mail in so many pieces. */
const mostTexts = 50;

/** A FETCH answer that is a mail. */
export interface MailRow extends FetchMessageObject {
  readonly uid: number;
}

/** A mail as a document, without its content. */
export function toMail(path: string, uidValidity: string, row: MailRow): Document {
  const { uid, envelope, size, flags, labels } = row;
  const place: MailPlace = { path, uidValidity, uid };
  const parts = partsOf(row);
  const ref: MailRef = {
    ...place,
    ...(parts && { texts: parts.texts.slice(0, mostTexts).map(toPartRef) }),
    ...(parts?.encrypted && { encrypted: true }),
  };
  const received = toTime(row.internalDate);
  const sent = toTime(envelope?.date);
  const authors = (envelope?.from ?? []).map(nameOf).filter((name) => name !== '');
  return {
    id: mailId(place, row.emailId),
    alias: aliasOf(uidValidity, uid),
    parent: folderId(path),
    title: cleanTitle(envelope?.subject),
    ref: { ...ref },
    version: String(size ?? 0),
    size: parts ? parts.texts.reduce((sum, part) => sum + part.size, 0) : (size ?? 0),
    ...(received !== undefined && { createdAt: received, modifiedAt: received }),
    ...(authors.length > 0 && { authors }),
    fields: {
      ...addressField('to', envelope?.to),
      ...addressField('cc', envelope?.cc),
      ...(envelope?.messageId !== undefined && { messageId: envelope.messageId }),
      ...(envelope?.inReplyTo !== undefined && { inReplyTo: envelope.inReplyTo }),
      ...(sent !== undefined && { sent: new Date(sent).toISOString() }),
      ...(flags && { flags: shownFlags(flags) }),
      ...(labels && { labels: [...labels].sort() }),
    },
  };
}

/** A mail and, where they are wanted, its attachments: known from the structure, without reading the mail. */
export function toDocuments(path: string, uidValidity: string, row: MailRow, attachments: boolean): Document[] {
  const mail = toMail(path, uidValidity, row);
  const files = attachments ? (partsOf(row)?.files ?? []) : [];
  return [mail, ...files.map((part) => toAttachment(mail, { path, uidValidity, uid: row.uid }, part))];
}

/** Undefined: the server gave no structure, and the mail is to be read as a whole. */
export function partsOf({ bodyStructure }: FetchMessageObject): MailParts | undefined {
  return bodyStructure?.type ? sortParts(bodyStructure) : undefined;
}

/** That somebody looked at a mail says nothing about it. */
const passing = new Set(['\\Seen', '\\Recent']);

const shownFlags = (flags: ReadonlySet<string>) => [...flags].filter((flag) => !passing.has(flag)).sort();

function addressField(name: string, addresses: readonly MessageAddressObject[] | undefined): Record<string, string[]> {
  const shown = (addresses ?? []).map(formatAddress).filter((address) => address !== '');
  return shown.length === 0 ? {} : { [name]: shown };
}

const nameOf = ({ name, address }: MessageAddressObject) => name?.trim() || address?.trim() || '';

/** `Ada Lovelace <ada@example.org>`, or what there is of it. */
export function formatAddress({ name, address }: MessageAddressObject): string {
  const [shown = '', mail = ''] = [name?.trim(), address?.trim()];
  return shown !== '' && mail !== '' && shown !== mail ? `${shown} <${mail}>` : shown || mail;
}

/** A subject in one line. */
function cleanTitle(subject: string | undefined): string {
  return subject?.replace(/\s+/g, ' ').trim() || '(no subject)';
}

/** Milliseconds since 1970; undefined for what is no date. */
export function toTime(date: Date | string | undefined): number | undefined {
  const time = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(time) || time < 0 ? undefined : time;
}
