import { hash } from 'node:crypto';
import type { Digest } from '@acequia/core';

/**
 * The first 128 bits of sha-256 over the exact id. Ids are compared byte for byte, so nothing is normalised; an id that is not
 * well-formed Unicode is hashed over its UTF-16, or two of them would meet in the same replacement character.
 */
export function documentKey(id: string): Digest {
  const bytes = id.isWellFormed() ? id : encodeNative(id);
  return hash('sha256', bytes, 'hex').slice(0, 32);
}

const mostParents = 1000;
const parents = new Map<string, Digest>();

/** The same for ids that come again and again, as those of parents do: the last thousand are remembered. */
export function parentKey(id: string): Digest {
  let key = parents.get(id);
  if (key === undefined) {
    if (parents.size >= mostParents) parents.clear();
    key = documentKey(id);
    parents.set(id, key);
  }
  return key;
}

/** No UTF-8 text starts with it. */
const utf16Mark = 0xff;

/** The id as bytes that give back exactly the same string. */
export function encodeNative(id: string): Buffer {
  return id.isWellFormed() ? Buffer.from(id) : Buffer.concat([Buffer.from([utf16Mark]), Buffer.from(id, 'utf16le')]);
}

/** The string that {@link encodeNative} was given. */
export function decodeNative(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer[0] === utf16Mark ? buffer.subarray(1).toString('utf16le') : buffer.toString('utf8');
}

/** A digest as bytes, as the database keeps it. */
export function fromHex(digest: Digest): Buffer {
  return Buffer.from(digest, 'hex');
}

/** SQL for a digest as text, as {@link Digest} is written. */
export function hex(column: string): string {
  return `LOWER(HEX(${column}))`;
}
