import PostalMime, { type Address, type Attachment } from 'postal-mime';
import { ChildCollector } from '../children/child-collector.ts';
import type { ByteSource, Draft } from '../formats/format.ts';
import { readRawBody } from './read-raw-body.ts';
import { warnEncrypted } from './warn-encrypted.ts';
import { type Mail, mailFields, writeMail } from './write-mail.ts';

/** Parts in parts; more is made to exhaust the reader. */
const maxNesting = 50;

/** A mail as a file (RFC 5322) -> its text, with its attachments, forwarded mails among them, as child documents. */
export async function convertEml({ bytes, depth, maxMarkdownBytes }: ByteSource): Promise<Draft> {
  const email = await PostalMime.parse(bytes, {
    forceRfc822Attachments: true,
    attachmentEncoding: 'arraybuffer',
    maxNestingDepth: maxNesting,
  });
  const collector = new ChildCollector(depth, bytes.length);
  const names: string[] = [];
  for (const attachment of email.attachments) {
    if (isDecoration(attachment)) continue;
    const name = nameOf(attachment);
    names.push(name);
    const content = new Uint8Array(bytesOf(attachment));
    if (collector.hasRoomFor(content.byteLength)) collector.add(name, content, { mime: attachment.mimeType });
  }
  const types = email.attachments.map(({ mimeType }) => mimeType);
  const raw = email.html || email.text || email.attachments.length > 0 ? '' : readRawBody(bytes);
  const sent = email.date === undefined ? Number.NaN : Date.parse(email.date);
  const mail: Mail = {
    subject: email.subject ?? '',
    from: people(email.from === undefined ? [] : [email.from]),
    to: people(email.to ?? []),
    cc: people(email.cc ?? []),
    bcc: people(email.bcc ?? []),
    sentAt: Number.isNaN(sent) ? undefined : sent,
    messageId: email.messageId ?? '',
    html: email.html ?? '',
    text: email.text || raw,
    attachments: names,
  };
  return {
    markdown: writeMail(mail, maxMarkdownBytes),
    warnings: [
      ...(raw === '' ? [] : ['The parts of this mail could not be told apart: it was read as it is.']),
      ...warnEncrypted(mail, [...names, ...types]),
      ...collector.warnings,
    ],
    fields: mailFields(mail),
    children: collector.children,
  };
}

/** A picture that stands in the text, such as the logo in a signature. */
function isDecoration({ related, disposition, mimeType }: Attachment): boolean {
  return related === true && disposition !== 'attachment' && mimeType.startsWith('image/');
}

const endings: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/plain': 'txt',
};

function nameOf({ filename, mimeType }: Attachment): string {
  if (filename) return filename;
  const ending = endings[mimeType] ?? /\/([a-z0-9]{1,8})$/.exec(mimeType)?.[1];
  return ending === undefined ? 'attachment' : `attachment.${ending}`;
}

function bytesOf({ content }: Attachment): ArrayBuffer | Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

function people(addresses: readonly Address[]): string[] {
  return addresses.flatMap((one) => {
    if (one.group !== undefined) return [one.name, ...people(one.group)].filter((name) => name !== '');
    const address = one.address ?? '';
    if (one.name === '' || one.name === address) return address === '' ? [] : [address];
    return [address === '' ? one.name : `${one.name} <${address}>`];
  });
}
