import { SourceError } from '@acequia/core';
import type { Mail } from '../mail/write-mail.ts';
import { convertRtf } from '../rtf/convert-rtf.ts';
import { decodeText } from '../text/decode-text.ts';
import type { CompoundFolder } from './compound-folder.ts';
import { decompressRtf } from './decompress-rtf.ts';
import { MessageProperties, property } from './message-properties.ts';

const recipientHeader = 8;
const roles = ['', 'to', 'cc', 'bcc'] as const;

/** Reads a message, without its attachments. */
export function readMessage(
  folder: CompoundFolder,
  header: number,
  maxMarkdownBytes: number,
): { mail: Omit<Mail, 'attachments'>; properties: MessageProperties } {
  const properties = new MessageProperties(folder, header);
  const recipients = readRecipients(folder, properties.charset);
  const named = (number: number) =>
    properties
      .text(number)
      .split(';')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  const pick = (role: 'to' | 'cc' | 'bcc', number: number) => {
    const found = recipients.filter((one) => one.role === role).map(({ name }) => name);
    return found.length > 0 ? found : named(number);
  };
  const sender = person(
    properties.text(property.senderName),
    properties.text(property.senderSmtp) || properties.text(property.senderAddress),
  );
  const html = readHtml(properties);
  const text = properties.text(property.body);
  const mail = {
    subject: properties.text(property.subject),
    from: sender === '' ? [] : [sender],
    to: pick('to', property.displayTo),
    cc: pick('cc', property.displayCc),
    bcc: pick('bcc', property.displayBcc),
    sentAt: properties.time(property.submitTime) ?? properties.time(property.deliveryTime),
    messageId: properties.text(property.messageId),
    html,
    text: html === '' && text.trim() === '' ? readRichText(properties, maxMarkdownBytes) : text,
  };
  return { mail, properties };
}

function readHtml(properties: MessageProperties): string {
  const bytes = properties.bytes(property.html);
  if (bytes === undefined) return properties.text(property.html);
  return decodeText(bytes, properties.charset).text;
}

function readRichText(properties: MessageProperties, maxMarkdownBytes: number): string {
  const packed = properties.bytes(property.rtf);
  if (packed === undefined) return '';
  try {
    return convertRtf({ bytes: decompressRtf(packed, maxMarkdownBytes * 4), maxMarkdownBytes }).markdown;
  } catch (error) {
    if (SourceError.isInstance(error)) throw error;
    return '';
  }
}

function readRecipients(folder: CompoundFolder, charset: string): { role: string | undefined; name: string }[] {
  return folder.foldersLike('__recip_version1.0_').flatMap((recipient) => {
    const properties = new MessageProperties(recipient, recipientHeader, charset);
    const address = properties.text(property.smtpAddress) || properties.text(property.emailAddress);
    const name = person(properties.text(property.displayName), address);
    return name === '' ? [] : [{ role: roles[properties.number(property.recipientType) ?? 1], name }];
  });
}

/** Addresses without an "@" are of the company's directory and say nothing to people. */
function person(name: string, address: string): string {
  const useful = address.includes('@') ? address : '';
  if (name === '' || name === useful) return useful || address;
  return useful === '' ? name : `${name} <${useful}>`;
}
