import { AcequiaError } from '@acequia/core';

/** How far a reader of a knowledge base got: one place for each data source. */
export type ChangePosition = ReadonlyMap<number, number>;

/** As an opaque text. */
export function encodePosition(position: ChangePosition): string {
  return Buffer.from(JSON.stringify([...position].sort(([a], [b]) => a - b))).toString('base64url');
}

/** @throws AcequiaError `bad_position` */
export function decodePosition(text: string | undefined): Map<number, number> {
  if (text === undefined || text === '') return new Map();
  try {
    const pairs: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(pairs) && pairs.every(isPlace)) return new Map(pairs);
  } catch {
    // Told below: whatever is wrong with it, the reader can only start again.
  }
  throw new AcequiaError('bad_position', 'This is no position of a change log', {
    hint: 'Give the position of the last change that was read, or none to begin at the start.',
  });
}

function isPlace(pair: unknown): pair is [number, number] {
  return Array.isArray(pair) && pair.length === 2 && pair.every((value) => Number.isSafeInteger(value) && value >= 0);
}
