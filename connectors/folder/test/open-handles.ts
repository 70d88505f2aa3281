import { readdirSync, readlinkSync } from 'node:fs';

/** How many handles of this process are open on a file, as Linux counts them. */
export function countOpenHandles(path: string): number {
  return readdirSync('/proc/self/fd').filter((handle) => {
    try {
      return readlinkSync(`/proc/self/fd/${handle}`) === path;
    } catch {
      return false;
    }
  }).length;
}
