const first = 500;
const longest = 10_000;

/** Milliseconds before the next try: a random part of a bound that doubles with each failure (1, 2, ...), from 0.5 to 10 s. */
export function backOff(failures: number, random: () => number): number {
  return Math.ceil(random() * Math.min(longest, first * 2 ** (failures - 1)));
}

/**
 * Milliseconds that are left to a source which said "too many requests" without a time, or with none to speak of: half of a
 * bound that doubles each time (1, 2, ...), from 1 to 30 s, and a random part of the other half.
 */
export function limitedBackOff(times: number, random: () => number): number {
  return Math.ceil((0.5 + 0.5 * random()) * Math.min(30_000, 1000 * 2 ** (times - 1)));
}
