import { z } from 'zod';

/**
 * A message's `ts`: seconds with six decimals, unique in its channel and its only id there. Always ten digits before the
 * point (until the year 2286), so that these sort as text.
 * https://docs.slack.dev/messaging/retrieving-messages
 */
export const timestamp = z.string().regex(/^\d{10}\.\d{6}$/);

/** Later than every message: with it as `latest`, a page is the newest part of its range. */
export const endOfTime = '9999999999.999999';

/** Milliseconds since 1970. */
export function toMilliseconds(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}

/** So many days earlier, on a whole second; never before 2001, where the ten digits begin. */
export function daysBefore(ts: string, days: number): string {
  const seconds = Math.max(1_000_000_000, Math.floor(Number(ts)) - days * 86_400);
  return `${seconds}.000000`;
}
