import type { HttpResponse } from '@acequia/core/contract';

/** Up to so many bytes an answer is held as a whole. */
const small = 1024 * 1024;

/** An answer whose beginning was read. */
export interface OpenedAnswer {
  readonly contentType: string | undefined;
  /** All of it; undefined: it is longer than 1 MiB, and arrives in `chunks` alone. */
  readonly whole: Uint8Array | undefined;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Reads an answer as far as it is small. */
export async function openAnswer(answer: HttpResponse): Promise<OpenedAnswer> {
  const { 'content-type': contentType, 'content-length': length } = answer.headers;
  if (Number(length) <= small) {
    // Costs less than a stream.
    const whole = await answer.bytes();
    return { contentType, whole, chunks: [whole] };
  }
  const rest = answer.stream()[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let bytes = 0; bytes <= small; ) {
    const next = await rest.next();
    if (next.done) return { contentType, whole: Buffer.concat(first), chunks: first };
    first.push(next.value);
    bytes += next.value.length;
  }
  return { contentType, whole: undefined, chunks: chain(first, rest) };
}

async function* chain(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
