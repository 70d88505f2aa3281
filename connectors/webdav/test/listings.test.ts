import type { Change } from '@acequia/core/contract';
import { expect, it } from 'vitest';
import type { Cursor } from '../src/cursor.ts';
import { openAnswer } from '../src/open-answer.ts';
import { read } from '../src/read.ts';
import { expectTrue, type FakeHost, openFake } from './open-fake.ts';

/** What the connector says to a host that remembers these listings. */
async function readWith(host: FakeHost, listings: ReadonlyMap<string, string>): Promise<Change<Cursor>[]> {
  const known = async (ids: readonly string[]) =>
    new Map(ids.flatMap((id) => (listings.has(id) ? [[id, { title: id, listing: listings.get(id) }]] : [])));
  return Array.fromAsync(read({ ...host.context(), known }, { id: '', roots: [] }, null));
}

const listingsOf = (changes: readonly Change<Cursor>[]) =>
  new Map(changes.flatMap((change) => (change.type === 'listed' ? [[change.id, change.digest]] : [])));

const told = (changes: readonly Change<Cursor>[]) =>
  changes.flatMap((change) => {
    if (change.type === 'upsert') return [change.document.id];
    return change.type === 'listed' || change.type === 'unchanged' ? [`${change.type} ${change.id}`] : [];
  });

it('Folders without folders in them are compared with what they were told with', async () => {
  const host = await openFake();
  const first = await readWith(host, new Map());
  const files = ['folder', 'folder/one.txt', 'folder/two.txt', 'folder/inner'];
  expect(told(first)).toEqual([...files, 'folder/inner/three.txt', 'listed folder/inner']);
  const listings = listingsOf(first);
  expect(told(await readWith(host, listings))).toEqual([...files, 'unchanged folder/inner']);
  const { tree } = host.fake;
  const inner = tree.find('folder/inner');
  if (!inner) throw new Error('It is there');
  tree.create(inner, 'four.txt', 'The fourth');
  expect(told(await readWith(host, listings)).slice(4)).toEqual([
    'folder/inner/four.txt',
    'folder/inner/three.txt',
    'listed folder/inner',
  ]);
});

it('A listing with a broken entry is told each time', async () => {
  const host = await openFake();
  host.fake.policy.listedStatus.set('folder/inner/three.txt', 500);
  expect(listingsOf(await readWith(host, new Map())).size).toBe(0);
});

it('What is in an unchanged folder stays, and goes with it', async () => {
  const host = await openFake();
  await host.sync();
  expect(await host.sync()).toMatchObject({ counts: { total: 5, unchanged: 5, deleted: 0 } });
  await expectTrue(host);
  const { tree } = host.fake;
  const inner = tree.find('folder/inner');
  if (!inner) throw new Error('It is there');
  tree.delete(inner);
  expect(await host.sync()).toMatchObject({ counts: { deleted: 1 } });
  await expectTrue(host);
});

it('An answer of more than 1 MiB is not held, and arrives whole', async () => {
  const chunk = new Uint8Array(700_000).fill(97);
  for (const [count, isHeld] of [
    [1, true],
    [3, false],
  ] as const) {
    const unused = () => Promise.reject(new Error('It is read as a stream'));
    const opened = await openAnswer({
      status: 207,
      url: 'http://127.0.0.1/',
      headers: {},
      json: unused,
      text: unused,
      bytes: unused,
      discard: unused,
      async *stream() {
        for (let index = 0; index < count; index++) yield chunk;
      },
    });
    let length = 0;
    for await (const some of opened.chunks) length += some.length;
    expect([opened.whole !== undefined, length]).toEqual([isHeld, count * chunk.length]);
  }
});
