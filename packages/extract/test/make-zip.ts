import { crc32, deflateRawSync } from 'node:zlib';

/** A file to put into a zip. */
export interface ZipFileSpec {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  /** Stored without compression when true. */
  readonly stored?: true;
  /** Bit 0 says that it is encrypted, bit 11 that its name is UTF-8. Default: UTF-8 for a name that is a text. */
  readonly flags?: number;
  /** What the zip says, rightly when absent. */
  readonly claimedSize?: number;
  readonly checksum?: number;
  /** 8 for deflate. */
  readonly method?: number;
  /** Upper half of the attributes. Default: an ordinary file. */
  readonly mode?: number;
}

/** 2024-02-29 12:30:10, as MS-DOS writes it. */
const time = (12 << 11) | (30 << 5) | 5;
const date = ((2024 - 1980) << 9) | (2 << 5) | 29;

/** A zip of these files. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function makeZip(files: readonly ZipFileSpec[]): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const content = Buffer.from(file.content);
    const data = file.stored ? content : deflateRawSync(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(file.flags ?? (typeof file.name === 'string' ? 0x800 : 0), 2);
    shared.writeUInt16LE(file.method ?? (file.stored ? 0 : 8), 4);
    shared.writeUInt16LE(time, 6);
    shared.writeUInt16LE(date, 8);
    shared.writeUInt32LE(file.checksum ?? crc32(content), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(file.claimedSize ?? content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE(((file.mode ?? 0x81a4) << 16) >>> 0, 6);
    attributes.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\x03\x04'), shared, name, data);
    directory.push(Buffer.from('PK\x01\x02\x14\x03'), shared, attributes, name);
    offset += 4 + shared.length + name.length + data.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, listing, end]));
}

/** A zip of texts by their names. */
export function zipOf(texts: Readonly<Record<string, string | Uint8Array>>): Uint8Array<ArrayBuffer> {
  return makeZip(Object.entries(texts).map(([name, content]) => ({ name, content })));
}
