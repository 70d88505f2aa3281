import { type CFB$Container, utils, write } from 'cfb';

/** Values of properties by number: a text, bytes, a whole number or a time. */
export type MsgProperties = Readonly<Record<number, string | Uint8Array | number | Date>>;

export interface MsgAttachment {
  readonly properties: MsgProperties;
  /** A mail in the mail, instead of bytes. */
  readonly message?: MsgSpec;
}

export interface MsgSpec {
  readonly properties: MsgProperties;
  readonly recipients?: readonly MsgProperties[];
  readonly attachments?: readonly MsgAttachment[];
  /** How texts are stored. Default: UTF-16. */
  readonly encode?: (text: string) => Uint8Array;
}

const unixEpoch = 11_644_473_600_000n;

/** An Outlook mail. https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxmsg */
export function makeMsg(spec: MsgSpec): Uint8Array<ArrayBuffer> {
  const container = utils.cfb_new();
  addMessage(container, '', spec, 32);
  return toBytes(container);
}

/** A compound file of other streams, by their names. */
export function makeCompound(streams: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const container = utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) utils.cfb_add(container, `/${name}`, Buffer.from(content));
  return toBytes(container);
}

function toBytes(container: CFB$Container): Uint8Array<ArrayBuffer> {
  const written: Uint8Array = write(container, { type: 'buffer' });
  return new Uint8Array(written);
}

function addMessage(container: CFB$Container, folder: string, spec: MsgSpec, header: number): void {
  const { properties, recipients = [], attachments = [], encode } = spec;
  addProperties(container, folder, properties, { header, encode });
  for (const [index, recipient] of recipients.entries()) {
    addProperties(container, `${folder}/__recip_version1.0_#${numbered(index)}`, recipient, { header: 8, encode });
  }
  for (const [index, attachment] of attachments.entries()) {
    const place = `${folder}/__attach_version1.0_#${numbered(index)}`;
    addProperties(container, place, attachment.properties, { header: 8, encode });
    if (attachment.message) addMessage(container, `${place}/__substg1.0_3701000D`, attachment.message, 24);
  }
}

interface AddOptions {
  readonly header: number;
  readonly encode: MsgSpec['encode'];
}

function addProperties(container: CFB$Container, folder: string, properties: MsgProperties, options: AddOptions): void {
  const list: Buffer[] = [Buffer.alloc(options.header)];
  for (const [key, value] of Object.entries(properties)) {
    const hex = Number(key).toString(16).padStart(4, '0').toUpperCase();
    const add = (type: string, content: Uint8Array) =>
      utils.cfb_add(container, `${folder}/__substg1.0_${hex}${type}`, content);
    if (value instanceof Uint8Array) add('0102', value);
    else if (typeof value === 'string' && options.encode) add('001E', options.encode(value));
    else if (typeof value === 'string') add('001F', Buffer.from(value, 'utf16le'));
    else list.push(fixed(Number(key), value));
  }
  utils.cfb_add(container, `${folder}/__properties_version1.0`, Buffer.concat(list));
}

function fixed(number: number, value: number | Date): Buffer {
  const entry = Buffer.alloc(16);
  entry.writeUInt16LE(value instanceof Date ? 0x40 : 3, 0);
  entry.writeUInt16LE(number, 2);
  const time = value instanceof Date ? (BigInt(value.getTime()) + unixEpoch) * 10_000n : BigInt(value);
  entry.writeBigUInt64LE(time, 8);
  return entry;
}

function numbered(index: number): string {
  return index.toString(16).padStart(8, '0');
}
