import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { SourceError } from '@acequia/core';
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import type { ByteBudget } from './byte-budget.ts';
import { guessNameCharset } from './guess-name-charset.ts';

/** More entries than this are no document. */
const maxEntries = 100_000;
/** Of an entry's flags: its name is UTF-8. */
const utf8Flag = 0x800;

/** Of the last record: what it begins with, and how long it is without the comment, whose length ends it. */
const endSignature = 'PK\x05\x06';
const endLength = 22;

/** A file in a zip. */
export interface ZipEntry {
  /** As written, with "/" between folders. Not checked for "..". */
  readonly name: string;
  readonly encrypted: boolean;
  /** Whether it is stored or deflated; other methods are rare and not read. */
  readonly readable: boolean;
  readonly folder: boolean;
  /** Bytes that it says it unpacks to. Only good for leaving it out unread. */
  readonly claimedSize: number;
  /** Milliseconds since 1970. The zip's time has no zone: it is taken as UTC. */
  readonly modifiedAt: number;
  readonly entry: Entry;
}

/** The files of a zip by name. Bytes that are unpacked count against the budget as they come. */
export class ZipArchive {
  readonly entries: readonly ZipEntry[];
  readonly #zip: ZipFile;
  readonly #budget: ByteBudget;
  /** Names of the parts of Office documents differ in case only by mistake. */
  readonly #byName = new Map<string, ZipEntry>();

  private constructor(zip: ZipFile, entries: readonly ZipEntry[], budget: ByteBudget) {
    this.#zip = zip;
    this.#budget = budget;
    this.entries = entries;
    for (const entry of entries) {
      const key = entry.name.toLowerCase();
      if (!this.#byName.has(key)) this.#byName.set(key, entry);
    }
  }

  static async open(bytes: Uint8Array, budget: ByteBudget): Promise<ZipArchive> {
    const buffer = cutBehindEnd(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    try {
      const zip = await fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false });
      const entries: Entry[] = [];
      for await (const entry of zip.eachEntry()) {
        if (entries.length >= maxEntries) throw tooManyEntries();
        entries.push(entry);
      }
      const unmarked = entries.filter(isUnmarked).map(({ fileNameRaw }) => fileNameRaw);
      const charset = guessNameCharset(unmarked);
      return new ZipArchive(
        zip,
        entries.map((entry) => describeEntry(entry, charset)),
        budget,
      );
    } catch (error) {
      throw SourceError.isInstance(error) ? error : brokenZip(error);
    }
  }

  has(name: string): boolean {
    return this.#byName.has(name.toLowerCase());
  }

  /** The bytes of a file, in pieces; nothing for one that is not there. */
  async *stream(name: string): AsyncGenerator<Uint8Array> {
    const found = this.#byName.get(name.toLowerCase());
    if (found !== undefined) yield* this.unpack(found, this.#budget);
  }

  /** The bytes of a file; undefined for one that is not there. */
  async read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const found = this.#byName.get(name.toLowerCase());
    return found && joinBytes(this.unpack(found, this.#budget));
  }

  async *unpack({ entry, encrypted, readable }: ZipEntry, budget: ByteBudget): AsyncGenerator<Uint8Array> {
    if (encrypted) throw protectedZip();
    if (!readable) throw brokenZip(new Error(`its compression method ${entry.compressionMethod} is not known`));
    try {
      let checksum = 0;
      const stream = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream) {
        const bytes: Uint8Array = chunk;
        budget.take(bytes.byteLength);
        checksum = crc32(bytes, checksum);
        yield bytes;
      }
      if (checksum !== entry.crc32) throw new Error('a checksum is wrong');
    } catch (error) {
      throw SourceError.isInstance(error) ? error : brokenZip(error);
    }
  }
}

/**
 * Without what stands behind the archive: mail gateways and signing tools leave bytes there, which programs pass over and yauzl
 * refuses. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.16)
 */
function cutBehindEnd(buffer: Buffer): Buffer {
  const at = buffer.lastIndexOf(endSignature, undefined, 'latin1');
  if (at < 0 || at + endLength > buffer.length) return buffer;
  return buffer.subarray(0, at + endLength + buffer.readUInt16LE(at + endLength - 2));
}

/** Bytes in a buffer of their own, which can be moved to another thread. */
export async function joinBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.byteLength;
  }
  const joined = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.byteLength;
  }
  return joined;
}

/** Whether nothing says in which charset the name is. */
function isUnmarked({ generalPurposeBitFlag, fileNameRaw }: Entry): boolean {
  return (generalPurposeBitFlag & utf8Flag) === 0 && !isUtf8(fileNameRaw);
}

function decodeName(entry: Entry, charset: string | undefined): string {
  const { generalPurposeBitFlag: flags, fileNameRaw: raw, extraFields } = entry;
  if (isUnmarked(entry)) {
    const written = getFileNameLowLevel(flags, raw, extraFields, false);
    // A field beside it may hold the name in UTF-8.
    if (charset === undefined || written !== getFileNameLowLevel(flags, raw, [], false)) return written;
    return new TextDecoder(charset).decode(raw);
  }
  return getFileNameLowLevel(flags | utf8Flag, raw, extraFields, false);
}

function describeEntry(entry: Entry, charset: string | undefined): ZipEntry {
  const name = decodeName(entry, charset);
  return {
    name,
    encrypted: entry.isEncrypted(),
    readable: entry.compressionMethod === 0 || entry.compressionMethod === 8,
    folder: name.endsWith('/'),
    claimedSize: entry.uncompressedSize,
    modifiedAt: entry.getLastModDate({ timezone: 'UTC' }).getTime(),
    entry,
  };
}

function tooManyEntries(): SourceError {
  return new SourceError('too-large', `This archive has more than ${maxEntries} files.`, { remedy: 'Split it.' });
}

export function protectedZip(): SourceError {
  return new SourceError('unreadable', 'This document is protected by a password.', {
    remedy: 'Store a copy without a password.',
  });
}

export function brokenZip(cause: unknown): SourceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SourceError('unreadable', `This file is broken: ${reason}`, {
    remedy: 'It was probably not copied to the end: store it again.',
    cause,
  });
}
