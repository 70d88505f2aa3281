import { expect, it } from 'vitest';
import { ToldMembers } from '../../src/runner/told-members.ts';

it('counts each document of a container once, until they are taken', () => {
  const told = new ToldMembers();
  for (const id of ['1', '2', '1']) told.add('a', id);
  told.add('b', '1');
  expect([told.take('a'), told.take('a'), told.take('b'), told.take('c')]).toEqual([2, 0, 1, 0]);
});

it('knows nothing of a container in which something must be told each time, whatever else is told there', () => {
  const told = new ToldMembers();
  told.add('a', '1');
  told.spoil('a');
  told.add('a', '2');
  expect([told.take('a'), told.take('a')]).toEqual([undefined, 0]);
});

it('knows nothing any more after it lost what it knew, or had too much to know', () => {
  const told = new ToldMembers();
  told.add('a', '1');
  told.lose();
  told.add('a', '2');
  expect(told.take('a')).toBeUndefined();
  const many = new ToldMembers();
  for (let index = 0; index <= 50_000; index += 1) many.add(String(index % 2), String(index));
  expect([many.take('0'), many.take('1')]).toEqual([undefined, undefined]);
  const spoiled = new ToldMembers();
  for (let index = 0; index <= 50_000; index += 1) spoiled.spoil(String(index));
  expect(spoiled.take('new')).toBeUndefined();
  const taken = new ToldMembers();
  for (let index = 0; index <= 50_000; index += 1) {
    taken.add('a', '1');
    taken.spoil('a');
    taken.take('a');
  }
  expect(taken.take('new')).toBe(0);
});
