import { SourceError } from '@acequia/core';
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import type { ByteBudget } from './byte-budget.ts';

/** More entries than this are no document. */
const maxEntries = 100_000;

/** A file in a zip. */
export interface ZipEntry {
  /** As written, with "/" between folders. Not checked for "..". */
  readonly name: string;
  readonly encrypted: boolean;
  /** Whether it is stored or deflated; other methods are rare and not read. */
  readonly readable: boolean;
  readonly folder: boolean;
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
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      const zip = await fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false });
      const entries: ZipEntry[] = [];
      for await (const entry of zip.eachEntry()) {
        if (entries.length >= maxEntries) throw tooManyEntries();
        entries.push(describeEntry(entry));
      }
      return new ZipArchive(zip, entries, budget);
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
      const stream = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream) {
        const bytes: Uint8Array = chunk;
        budget.take(bytes.byteLength);
        yield bytes;
      }
    } catch (error) {
      throw SourceError.isInstance(error) ? error : brokenZip(error);
    }
  }
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

function describeEntry(entry: Entry): ZipEntry {
  const raw = entry.fileNameRaw;
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false);
  return {
    name,
    encrypted: entry.isEncrypted(),
    readable: entry.compressionMethod === 0 || entry.compressionMethod === 8,
    folder: name.endsWith('/'),
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

function brokenZip(cause: unknown): SourceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SourceError('unreadable', `This file is broken: ${reason}`, {
    remedy: 'It was probably not copied to the end: store it again.',
    cause,
  });
}
