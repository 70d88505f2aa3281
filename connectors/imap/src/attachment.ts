import type { Document } from '@acequia/core/contract';
import { attachmentId } from './document-id.ts';
import type { Part } from './parts.ts';
import { type MailRef, toPartRef } from './ref.ts';

/** The document of an attachment. Its mail is its parent; it never changes, as the mail. */
export function toAttachment(mail: Document, { path, uidValidity, uid }: MailRef, part: Part): Document {
  const { number, type, filename } = part;
  const ref: MailRef = { path, uidValidity, uid, part: toPartRef(part) };
  return {
    id: attachmentId(mail.id, number),
    parent: mail.id,
    title: filename ?? `Part ${number}`,
    mime: type,
    size: decodedSize(part),
    version: String(part.size),
    ref: { ...ref },
    ...(mail.modifiedAt !== undefined && { createdAt: mail.modifiedAt, modifiedAt: mail.modifiedAt }),
    ...(mail.authors && { authors: mail.authors }),
  };
}

/** About how many bytes it has: base64 makes four of three, and a line end after 76. */
function decodedSize({ encoding, size }: Part): number {
  return encoding === 'base64' ? Math.floor((size * 76 * 3) / (78 * 4)) : size;
}
