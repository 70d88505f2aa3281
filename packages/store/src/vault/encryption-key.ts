import { hash, randomBytes } from 'node:crypto';
import { AcequiaError } from '@acequia/core';

/** A key for AES-256-GCM with the name that stands in the header of what it encrypted. */
export interface EncryptionKey {
  /** 1 to 32 of `A-Z a-z 0-9 . _ -`. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

const keyBytes = 32;
const idPattern = /^[\w.-]{1,32}$/;

function invalid(reason: string): AcequiaError {
  return new AcequiaError('encryption_key_invalid', `An encryption key cannot be used: ${reason}`, {
    hint: 'A key is 32 bytes as base64 or hex, for example from `openssl rand -base64 32`; several are written as id:key,id:key.',
  });
}

/** A key without a name is called by a digest of itself, so that two processes with the same key agree. */
function nameOf(key: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from('acequia key id:'), key])).slice(0, 12);
}

/** @throws AcequiaError `encryption_key_invalid` */
export function makeKey(key: Uint8Array, id: string = nameOf(key)): EncryptionKey {
  if (key.length !== keyBytes) throw invalid(`it has ${key.length} bytes instead of ${keyBytes}`);
  if (!idPattern.test(id)) throw invalid('its id may only have letters, digits, dots, dashes, at most 32');
  return { id, key };
}

/** A new random key. */
export function generateKey(): EncryptionKey {
  return makeKey(randomBytes(keyBytes));
}

function decodeKey(text: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64');
  throw invalid('it is neither base64 nor hex of 32 bytes');
}

/**
 * Keys as people write them: `key` or `id:key`, separated by commas or lines. The first one is current.
 *
 * @throws AcequiaError `encryption_key_invalid`
 */
export function parseKeys(text: string): EncryptionKey[] {
  const keys = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const colon = part.lastIndexOf(':');
      return makeKey(decodeKey(part.slice(colon + 1)), colon === -1 ? undefined : part.slice(0, colon));
    });
  if (keys.length === 0) throw invalid('there is none');
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw invalid('two keys have the same id');
  return keys;
}

/** The keys as {@link parseKeys} reads them, one a line. */
export function formatKeys(keys: readonly EncryptionKey[]): string {
  return keys.map(({ id, key }) => `${id}:${Buffer.from(key).toString('base64')}\n`).join('');
}
