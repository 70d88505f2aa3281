import { ChildCollector } from '../children/child-collector.ts';
import type { ByteSource, Draft } from '../formats/format.ts';
import { warnEncrypted } from '../mail/warn-encrypted.ts';
import { mailFields, writeMail } from '../mail/write-mail.ts';
import { CompoundFolder } from './compound-folder.ts';
import { refuseCompound } from './identify-compound.ts';
import { MessageProperties, property } from './message-properties.ts';
import { readMessage } from './read-message.ts';

const topHeader = 32;
const innerHeader = 24;
const attachmentHeader = 8;
/** Mails in mails. */
const maxNesting = 5;

/** Outlook's mail -> its text, with its attachments as child documents. A mail in it is one as markdown, beside its own attachments. */
export function convertMsg({ bytes, depth, maxMarkdownBytes }: ByteSource): Draft {
  const root = CompoundFolder.open(bytes);
  if (!root.has('__properties_version1.0')) throw refuseCompound(root);
  const collector = new ChildCollector(depth, bytes.length);
  const { mail, properties } = readMessage(root, topHeader, maxMarkdownBytes);
  const attachments = takeAttachments(root, {
    collector,
    maxMarkdownBytes,
    charset: properties.charset,
    folder: '',
    nesting: 0,
  });
  const whole = { ...mail, attachments };
  return {
    markdown: writeMail(whole, maxMarkdownBytes),
    warnings: [...warnEncrypted(mail, attachments), ...collector.warnings],
    fields: mailFields(whole),
    children: collector.children,
  };
}

interface TakeOptions {
  readonly collector: ChildCollector;
  readonly maxMarkdownBytes: number;
  readonly charset: string;
  /** What the names begin with. */
  readonly folder: string;
  readonly nesting: number;
}

/** Adds the attachments of a message to the children; gives their names. */
function takeAttachments(message: CompoundFolder, options: TakeOptions): string[] {
  const { collector, charset, folder } = options;
  const names: string[] = [];
  for (const attachment of message.foldersLike('__attach_version1.0_')) {
    const properties = new MessageProperties(attachment, attachmentHeader, charset);
    const mime = properties.text(property.attachmentMime).toLowerCase();
    if (isDecoration(properties, mime)) continue;
    const name =
      properties.text(property.attachmentLongName) ||
      properties.text(property.attachmentName) ||
      properties.text(property.displayName) ||
      'attachment';
    names.push(name);
    const inner = properties.embedded(property.attachmentData);
    const content = properties.bytes(property.attachmentData);
    if (inner !== undefined) takeMessage(inner, name, options);
    else if (content === undefined) collector.leaveOut();
    else if (collector.hasRoomFor(content.byteLength))
      collector.add(folder + name, content, mime === '' ? {} : { mime });
  }
  return names;
}

function takeMessage(message: CompoundFolder, name: string, options: TakeOptions): void {
  const { collector, maxMarkdownBytes, nesting, folder } = options;
  if (nesting >= maxNesting) collector.leaveOut();
  if (nesting >= maxNesting || !collector.hasRoom()) return;
  const { mail, properties } = readMessage(message, innerHeader, maxMarkdownBytes);
  const title = `${folder}${name.replace(/\.msg$/i, '').replaceAll('/', '-')}`;
  const attachments = takeAttachments(message, {
    ...options,
    charset: properties.charset,
    folder: `${title}/`,
    nesting: nesting + 1,
  });
  const content = new TextEncoder().encode(writeMail({ ...mail, attachments }, maxMarkdownBytes));
  if (collector.hasRoomFor(content.byteLength)) collector.add(`${title}.md`, content, { mime: 'text/markdown' });
}

/** A picture that stands in the text, such as the logo in a signature. */
function isDecoration(properties: MessageProperties, mime: string): boolean {
  const hidden = properties.number(property.attachmentHidden) === 1;
  return hidden && (mime.startsWith('image/') || properties.text(property.attachmentContentId) !== '');
}
