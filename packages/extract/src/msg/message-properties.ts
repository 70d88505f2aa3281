import { charsetOfCodePage } from '../rtf/rtf-charsets.ts';
import type { CompoundFolder } from './compound-folder.ts';

/** Numbers of properties. https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxprops */
export const property = {
  subject: 0x0037,
  submitTime: 0x0039,
  deliveryTime: 0x0e06,
  senderName: 0x0c1a,
  senderAddress: 0x0c1f,
  senderSmtp: 0x5d01,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  messageId: 0x1035,
  displayTo: 0x0e04,
  displayCc: 0x0e03,
  displayBcc: 0x0e02,
  recipientType: 0x0c15,
  displayName: 0x3001,
  emailAddress: 0x3003,
  smtpAddress: 0x39fe,
  attachmentData: 0x3701,
  attachmentName: 0x3704,
  attachmentLongName: 0x3707,
  attachmentMime: 0x370e,
  attachmentContentId: 0x3712,
  attachmentHidden: 0x7ffe,
  internetCodePage: 0x3fde,
  messageCodePage: 0x3ffd,
} as const;

const utf16 = '001f';
const codePaged = '001e';
const binary = '0102';
const object = '000d';
/** Between 1601 and 1970, in milliseconds. */
const fileTimeEpoch = 11_644_473_600_000n;

/** The properties of a message, recipient or attachment. https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxmsg */
export class MessageProperties {
  readonly #folder: CompoundFolder;
  /** The values that are in the list itself, by number. */
  readonly #fixed = new Map<number, bigint>();
  readonly #charset: string;

  /** @param header bytes before the list: 32 for a message, 24 for one in another, 8 for all else. */
  constructor(folder: CompoundFolder, header: number, charset?: string) {
    this.#folder = folder;
    const list = folder.stream('__properties_version1.0');
    const view = list && new DataView(list.buffer, list.byteOffset, list.byteLength);
    for (let at = header; view && at + 16 <= view.byteLength; at += 16) {
      this.#fixed.set(view.getUint16(at + 2, true), view.getBigUint64(at + 8, true));
    }
    const page = this.number(property.messageCodePage) ?? this.number(property.internetCodePage);
    this.#charset = charset ?? (page === undefined ? undefined : charsetOfCodePage(page)) ?? 'windows-1252';
  }

  get charset(): string {
    return this.#charset;
  }

  /** Empty when there is none. */
  text(number: number): string {
    const wide = this.#stream(number, utf16);
    if (wide !== undefined) return decode(wide, 'utf-16le');
    const narrow = this.#stream(number, codePaged);
    return narrow === undefined ? '' : decode(narrow, this.#charset);
  }

  bytes(number: number): Uint8Array | undefined {
    return this.#stream(number, binary);
  }

  number(number: number): number | undefined {
    const value = this.#fixed.get(number);
    return value === undefined ? undefined : Number(value & 0xffff_ffffn);
  }

  /** Milliseconds since 1970. */
  time(number: number): number | undefined {
    const value = this.#fixed.get(number);
    return value === undefined || value === 0n ? undefined : Number(value / 10_000n - fileTimeEpoch);
  }

  /** A message in this one. */
  embedded(number: number): CompoundFolder | undefined {
    return this.#folder.folder(streamName(number, object));
  }

  #stream(number: number, type: string): Uint8Array | undefined {
    return this.#folder.stream(streamName(number, type));
  }
}

function streamName(number: number, type: string): string {
  return `__substg1.0_${number.toString(16).padStart(4, '0')}${type}`;
}

function decode(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset).decode(bytes).replace(/\0+$/, '');
}
