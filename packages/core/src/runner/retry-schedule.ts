import type { ErrorKind } from '../contract/errors.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The last moment of the year 9999: tried again when the document changes, or when a person asks. */
export const never = 253_402_300_799_000;

/**
 * When a failed document is tried again, in milliseconds since 1970: after 5 minutes, then four times as long each
 * time, at most a day; what gives the same result until it changes: never by itself.
 *
 * @param attempts how often it failed, this time included
 */
export function nextRetry(kind: ErrorKind, attempts: number, now: number): number {
  if (kind === 'unreadable') return never;
  return now + Math.min(day, 5 * minute * 4 ** Math.min(attempts - 1, 10));
}
