import type { Readable } from 'node:stream';
import { SourceError } from '@acequia/core';

/** All of it in one piece. Rejects with what `overflow` makes when it is more than `limit`, and then reads no further. */
export function collectBytes(content: Readable, limit: number, overflow: () => Error): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (content.readableEnded) return resolve(Buffer.of());
    if (content.destroyed) return reject(content.errored ?? discarded());
    const chunks: Buffer[] = [];
    let size = 0;
    content.on('error', reject);
    content.on('close', () => {
      if (!content.readableEnded) reject(content.errored ?? discarded());
    });
    content.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    content.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) content.destroy(overflow());
      else chunks.push(chunk);
    });
  });
}

function discarded(): SourceError {
  return new SourceError('internal', 'The content of the answer was discarded');
}
