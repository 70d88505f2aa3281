import { attachmentId } from './document-id.ts';
import type { Part } from './parts.ts';
import { type RefDocument, toPartRef } from './ref.ts';

/** The document of an attachment. Its mail is its parent; it never changes, as the mail. */
export function toAttachment(mail: RefDocument, part: Part): RefDocument {
  const { number, type, filename } = part;
  const { path, uidValidity, uid } = mail.ref;
  return {
    id: attachmentId(mail.id, number),
    parent: mail.id,
    title: filename ?? `Part ${number}`,
    mime: type,
    size: decodedSize(part),
    version: String(part.size),
    ref: { path, uidValidity, uid, part: toPartRef(part) },
    ...(mail.modifiedAt !== undefined && { createdAt: mail.modifiedAt, modifiedAt: mail.modifiedAt }),
    ...(mail.authors && { authors: mail.authors }),
  };
}

/** About how many bytes it has: base64 makes four of three, and a line end after 76. */
function decodedSize({ encoding, size }: Part): number {
  return encoding === 'base64' ? Math.floor((size * 76 * 3) / (78 * 4)) : size;
}
