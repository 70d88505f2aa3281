const span = 2n ** 32n;

/** First and last chunk id of a scope, inclusive. Bound as bigint: FTS5 ignores a limit that is no integer. */
export function chunkRange(scope: number): { first: bigint; last: bigint } {
  const first = BigInt(scope) * span;
  return { first, last: first + span - 1n };
}

/** A chunk's id; safe integers up to two million scopes. */
export function chunkId(scope: number, serial: number): number {
  return scope * Number(span) + serial;
}
