import { expect } from 'vitest';
import type { DavHost } from './dav-host.ts';

/** The store holds exactly what is on the disk, and owes nothing. */
export async function expectTrue({ fixture, folder }: DavHost): Promise<void> {
  expect(await fixture.stored()).toEqual(folder.snapshot());
  expect(await fixture.problems(true)).toEqual([]);
}
