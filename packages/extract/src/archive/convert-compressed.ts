import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { SourceError } from '@acequia/core';
import { ChildCollector } from '../children/child-collector.ts';
import { listFiles } from '../children/list-files.ts';
import type { ByteSource, Draft } from '../formats/format.ts';
import type { ByteBudget } from '../zip/byte-budget.ts';
import { joinBytes } from '../zip/zip-archive.ts';
import { checkDepth } from './check-depth.ts';
import { convertTarStream } from './convert-tar.ts';

export type Compression = 'gzip' | 'zstd';

/** Where the magic word of a tar stands. */
const tarMagicAt = 257;
const headBytes = 512;
const piece = 256 * 1024;

/** A compressed tar -> what the tar gives; another compressed file -> that file as a child document. */
export async function convertCompressed(source: ByteSource, compression: Compression): Promise<Draft> {
  checkDepth(source.depth);
  const collector = new ChildCollector(source.depth, source.bytes.length);
  const chunks = unpack(source.bytes, compression, collector.budget);
  const head = await readHead(chunks);
  const all = putBack(head, chunks);
  if (isTar(head)) return convertTarStream(all, source, collector);
  const ownName = source.title.split('/').at(-1) ?? '';
  const name = ownName.replace(/\.(?:gz|gzip|zst|zstd)$/i, '') || 'content';
  collector.add(name, await joinBytes(all));
  return { markdown: listFiles([{ name }], source.maxMarkdownBytes), children: collector.children };
}

async function* unpack(bytes: Uint8Array, compression: Compression, budget: ByteBudget): AsyncGenerator<Uint8Array> {
  const unpacker = compression === 'gzip' ? createGunzip() : createZstdDecompress();
  try {
    for await (const chunk of Readable.from(pieces(bytes)).pipe(unpacker)) {
      const part: Uint8Array = chunk;
      budget.take(part.byteLength);
      yield part;
    }
  } catch (error) {
    if (SourceError.isInstance(error)) throw error;
    throw new Error(`its compression is broken (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** The beginning, up to where it would say that it is a tar. */
async function readHead(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  let head = new Uint8Array();
  while (head.byteLength < headBytes) {
    const { value, done } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

async function* putBack(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

function isTar(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(tarMagicAt, tarMagicAt + 5)).toString('latin1') === 'ustar';
}
