import { expect, it } from 'vitest';
import { uidSets } from '../src/uid-sets.ts';

it.each<[number[], string[]]>([
  [[], []],
  [[7], ['7']],
  [[3, 1, 2, 3], ['1:3']],
  [[1, 2, 4, 6, 7, 8, 4_294_967_295], ['1:2,4,6:8,4294967295']],
])('%j is %j', (uids, sets) => {
  expect(uidSets(uids)).toEqual(sets);
});

it('as many fit into one as a command has room for, and none is lost', () => {
  const uids = Array.from({ length: 2000 }, (_, index) => 4_000_000_000 + 2 * index);
  const sets = uidSets(uids);
  expect(sets).toHaveLength(4);
  for (const set of sets) expect(set.length).toBeLessThanOrEqual(7000);
  expect(sets.flatMap((set) => set.split(',').map(Number))).toEqual(uids);
});
