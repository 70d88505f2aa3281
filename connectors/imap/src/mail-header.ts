import { isUtf8 } from 'node:buffer';
import { type Address, addressParser, decodeWords } from 'postal-mime';
import type { MailHead } from './render-mail.ts';

/** The fields that the head of a mail's text is made of. */
export const headFields = ['date', 'from', 'to', 'cc'];

/**
 * All fields that are read. They are asked for as they stand: a server's ENVELOPE says the same in five times as many
 * tokens, and is wrong where its parser of addresses is.
 */
export const headerFields = [...headFields, 'subject', 'message-id', 'in-reply-to'];

/** What a mail says of itself. */
export interface MailHeader extends MailHead {
  readonly subject?: string;
  readonly messageId?: string;
  readonly inReplyTo?: string;
  /** Names of the senders; the address of one without a name. */
  readonly authors: readonly string[];
}

/** Reads the header of a mail, or some of its fields. Undefined: there are none. */
export function readHeader(bytes: Buffer | undefined): MailHeader {
  const fields = bytes ? readFields(bytes) : new Map<string, readonly string[]>();
  const addressesIn = (name: string) => (fields.get(name) ?? []).flatMap((value) => addressParser(value));
  const textOf = (name: string) => fields.get(name)?.[0] || undefined;
  const from = addressesIn('from');
  const subject = textOf('subject');
  const messageId = textOf('message-id');
  const inReplyTo = textOf('in-reply-to');
  const date = toTime(textOf('date'));
  return {
    from: showAddresses(from),
    to: showAddresses(addressesIn('to')),
    cc: showAddresses(addressesIn('cc')),
    authors: from.map(nameOf).filter((name) => name !== ''),
    ...(date !== undefined && { date: new Date(date).toISOString() }),
    ...(subject !== undefined && { subject: decodeWords(subject) }),
    ...(messageId !== undefined && { messageId }),
    ...(inReplyTo !== undefined && { inReplyTo }),
  };
}

/** `Ada Lovelace <ada@example.org>`, or what there is of it; a group by its name, then who is in it. */
export function showAddresses(addresses: readonly Address[]): string[] {
  return addresses
    .flatMap((one) => [showAddress(one), ...showAddresses(one.group ?? [])])
    .filter((text) => text !== '');
}

function showAddress({ name, address }: Address): string {
  const [shown, mail] = [name.trim(), address?.trim() ?? ''];
  return shown !== '' && mail !== '' && shown !== mail ? `${shown} <${mail}>` : shown || mail;
}

const nameOf = ({ name, address }: Address) => name.trim() || address?.trim() || '';

/** Milliseconds since 1970; undefined for what is no date. */
export function toTime(date: Date | string | undefined): number | undefined {
  const time = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(time) || time < 0 ? undefined : time;
}

const windows1252 = new TextDecoder('windows-1252');

/** By lower-case name, unfolded, in the order of the mail. Bytes that are no UTF-8 are what old programs wrote in the west. */
function readFields(bytes: Buffer): ReadonlyMap<string, readonly string[]> {
  const text = isUtf8(bytes) ? bytes.toString() : windows1252.decode(bytes);
  const fields = new Map<string, string[]>();
  for (const line of text.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return fields;
}
