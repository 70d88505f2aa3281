import { hash } from 'node:crypto';
import type { Extractor } from '@acequia/core';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Takes text as it is; of other bytes it keeps the digest. What was stored can be compared with what was given. */
export const identityExtractor: Extractor = {
  revision: 'identity',
  async extract({ bytes, mime = 'text/plain' }) {
    return { markdown: textOf(bytes), mime, warnings: [] };
  },
  async close() {},
};

function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return `sha-256 ${hash('sha256', bytes)}`;
  }
}
