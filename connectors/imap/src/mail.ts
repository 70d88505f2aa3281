import type { Document } from '@acequia/core/contract';
import type { FetchMessageObject, FetchQueryObject } from 'imapflow';
import { toAttachment } from './attachment.ts';
import { placeOf } from './content-query.ts';
import { aliasOf, folderId, type MailPlace, mailId } from './document-id.ts';
import { headerFields, readHeader, toTime } from './mail-header.ts';
import { type MailParts, sortParts } from './parts.ts';
import { type MailRef, type RefDocument, toPartRef } from './ref.ts';
import type { MailHead } from './render-mail.ts';

/** What every server can tell of every mail: what is in it is found out from its source. */
export const plainQuery: FetchQueryObject = {
  uid: true,
  flags: true,
  internalDate: true,
  size: true,
  headers: [...headerFields],
};

/** What is asked of each mail: all but its content. The client adds UID, MODSEQ and the id of OBJECTID or Gmail. */
export const mailQuery: FetchQueryObject = { ...plainQuery, bodyStructure: true };

/** A ref has a limit; nobody writes a mail in so many pieces. */
const mostTexts = 50;

/** Characters of a head that a ref holds: that of a mail to some twenty people. */
const longestHead = 1000;

/** A FETCH answer that is a mail. */
export interface MailRow extends FetchMessageObject {
  readonly uid: number;
}

/** A mail as a document, without its content. */
export function toMail(path: string, uidValidity: string, row: MailRow): RefDocument {
  const { uid, headers, size, flags, labels } = row;
  const place: MailPlace = { path, uidValidity, uid };
  const parts = partsOf(row);
  const { authors, from, to, cc, date, subject, messageId, inReplyTo } = readHeader(headers);
  const ref: MailRef = {
    ...place,
    ...(parts && { texts: parts.texts.slice(0, mostTexts).map(toPartRef), ...refHead({ from, to, cc, date }) }),
    ...(parts?.encrypted && { encrypted: true }),
  };
  const received = toTime(row.internalDate);
  return {
    id: mailId(place, row.emailId),
    alias: aliasOf(uidValidity, uid),
    parent: folderId(path),
    title: cleanTitle(subject),
    ref,
    version: String(size ?? 0),
    size: parts ? parts.texts.reduce((sum, part) => sum + part.size, 0) : (size ?? 0),
    ...(received !== undefined && { createdAt: received, modifiedAt: received }),
    ...(authors.length > 0 && { authors }),
    fields: {
      ...(to.length > 0 && { to: [...to] }),
      ...(cc.length > 0 && { cc: [...cc] }),
      ...(messageId !== undefined && { messageId }),
      ...(inReplyTo !== undefined && { inReplyTo }),
      ...(date !== undefined && { sent: date }),
      ...(flags && { flags: shownFlags(flags) }),
      ...(labels && { labels: [...labels].sort() }),
    },
  };
}

/** Known from the listing, so that contents are texts alone. */
function refHead({ from, to, cc, date }: MailHead): Pick<MailRef, 'head'> {
  const length = [...from, ...to, ...cc].reduce((sum, address) => sum + address.length, 0);
  if (length > longestHead) return {};
  return { head: { from: [...from], to: [...to], cc: [...cc], ...(date !== undefined && { date }) } };
}

/**
 * The mails of a page, then, where they are wanted, their attachments: known from the structure, without reading a mail.
 * What one FETCH can bring stands together, for the host asks for contents in the order of a listing.
 */
export function toDocuments(
  path: string,
  uidValidity: string,
  rows: readonly MailRow[],
  attachments: boolean,
): Document[] {
  const mails: RefDocument[] = [];
  const files: RefDocument[] = [];
  for (const row of rows) {
    const mail = toMail(path, uidValidity, row);
    mails.push(mail);
    if (!attachments) continue;
    for (const part of partsOf(row)?.files ?? []) files.push(toAttachment(mail, part));
  }
  return [mails, files].flatMap((all) => [...Map.groupBy(all, ({ ref }) => placeOf(ref)).values()].flat());
}

/**
 * Undefined: the mail is to be read as a whole. The server gave no structure, or the mail is nothing but another mail, of
 * which servers number the parts in different ways.
 */
export function partsOf({ bodyStructure }: FetchMessageObject): MailParts | undefined {
  return bodyStructure?.type && bodyStructure.type !== 'message/rfc822' ? sortParts(bodyStructure) : undefined;
}

/** That somebody looked at a mail says nothing about it. */
const passing = new Set(['\\Seen', '\\Recent']);

const shownFlags = (flags: ReadonlySet<string>) => [...flags].filter((flag) => !passing.has(flag)).sort();

/** A subject in one line. */
function cleanTitle(subject: string | undefined): string {
  return subject?.replace(/\s+/g, ' ').trim() || '(no subject)';
}
