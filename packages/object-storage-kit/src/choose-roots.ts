import type { Pick } from '@acequia/core/contract';
import { compareKeys } from './compare-keys.ts';

/** The prefixes to list: the picks as far as they are below `prefix`, in the order of keys, none inside another. */
export function chooseRoots(picks: readonly Pick[], prefix: string): string[] {
  if (picks.length === 0) return [prefix];
  const inside = picks.flatMap(({ id }) => (id.startsWith(prefix) ? [id] : prefix.startsWith(id) ? [prefix] : []));
  const sorted = [...new Set(inside)].sort(compareKeys);
  return sorted.filter((root, index) => !sorted.slice(0, index).some((other) => root.startsWith(other)));
}
