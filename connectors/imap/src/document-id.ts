/** Ids, refs and aliases of an IMAP data source. */

const folderPrefix = 'folder/';

/** Of a folder, which is also its slice's. */
export const folderId = (path: string) => folderPrefix + path;

/** The folder's path; undefined when the id is that of something else. */
export function folderPath(id: string): string | undefined {
  return id.startsWith(folderPrefix) ? id.slice(folderPrefix.length) : undefined;
}

/** Where a mail lies. */
export interface MailPlace {
  readonly path: string;
  /** Decimal. UIDs count only together with it. */
  readonly uidValidity: string;
  readonly uid: number;
}

/**
 * Of a mail. `emailId`: EMAILID of OBJECTID (https://www.rfc-editor.org/rfc/rfc8474) or Gmail's X-GM-MSGID, which the
 * mail keeps in every folder. Without one its place is all that is certain: a Message-ID is the sender's word.
 */
export function mailId({ path, uidValidity, uid }: MailPlace, emailId: string | undefined): string {
  return emailId ? `mail/${emailId}` : `mail/${path}/${uidValidity}/${uid}`;
}

/** Of an attachment: its mail's with its part number. */
export const attachmentId = (mail: string, part: string) => `${mail}/part/${part}`;

const digits = 10;

/** What a folder calls a mail: its UIDs in the order of bytes, apart for each UIDVALIDITY. */
export function aliasOf(uidValidity: string, uid: number): string {
  return `${uidValidity.padStart(digits, '0')}/${String(uid).padStart(digits, '0')}`;
}

/** Behind every alias of this UIDVALIDITY. */
export const aliasEnd = (uidValidity: string) => `${uidValidity.padStart(digits, '0')}/:`;
