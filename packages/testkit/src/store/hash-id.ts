import { hash } from 'node:crypto';
import type { Digest } from '@acequia/core';

/** The key of an id, of its exact UTF-16: ids that are not well-formed are told apart too. */
export function hashId(id: string): Digest {
  return hash('sha256', Buffer.from(id, 'utf16le'), 'hex');
}
