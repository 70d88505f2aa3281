import type { Counts } from '../ports/counts.ts';

/** All zero. */
export function noCounts(): Counts {
  return {
    total: 0,
    created: 0,
    updated: 0,
    moved: 0,
    restored: 0,
    unchanged: 0,
    skipped: 0,
    failed: 0,
    deleted: 0,
    withheld: 0,
    bytes: 0,
    requests: 0,
  };
}

/** Adds `more` to `sum`. */
export function addCounts(sum: Counts, more: Readonly<Counts>): void {
  for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += more[name];
}
