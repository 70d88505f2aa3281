import type { Duplex } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib';

const chunkSize = 64 * 1024;
/** More would only help those who build bombs. */
const mostCodings = 3;

/** The codings to undo, outermost first; `undefined` when one is unknown. */
export function parseContentEncoding(header: string | undefined): string[] | undefined {
  if (header === undefined) return [];
  const codings = header
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse();
  return codings.length <= mostCodings && codings.every((coding) => known.has(coding)) ? codings : undefined;
}

export const acceptedEncodings = 'gzip, deflate, br, zstd';

const known = new Set(['gzip', 'x-gzip', 'deflate', 'br', 'zstd']);

/** `first`: the first byte, because some servers send `deflate` without the zlib header that belongs to it. */
export function createDecoder(coding: string, first: number): Duplex {
  switch (coding) {
    case 'br':
      return createBrotliDecompress({ chunkSize });
    case 'zstd':
      return createZstdDecompress({ chunkSize });
    case 'deflate':
      return (first & 0x0f) === 8 ? createInflate({ chunkSize }) : createInflateRaw({ chunkSize });
    default:
      return createGunzip({ chunkSize });
  }
}
