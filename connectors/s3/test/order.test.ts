import type { Change, Json } from '@acequia/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import connector from '../src/index.ts';
import { type S3Fake, startFake } from './fake/index.ts';
import { collect, openS3Host, type S3Host } from './s3-host.ts';

let fake: S3Fake;
let host: S3Host;
beforeEach(async () => {
  fake = await startFake({ documents: 0, pageSize: 3 });
  host = openS3Host({ settings: fake.settings, credentials: () => fake.credentials() });
  for (const key of ['a/1', 'a/2', 'a/3', 'a.txt', 'a-b', 'b/1', 'b/2', 'b!', 'c', 'd', 'e', 'f'])
    fake.bucket.put(key, key);
});
afterEach(() => fake.close());

type Cursor = Parameters<typeof connector.read>[2];

const read = (cursor: Cursor, roots: string[] = []) =>
  collect(connector.read(host.context(), { id: '', roots: roots.map((id) => ({ id })) }, cursor));

function idsOf(changes: readonly Change<Json>[]): string[] {
  return changes.flatMap((change) =>
    change.type === 'upsert' && !change.document.container ? [change.document.id] : [],
  );
}

function cursorsOf(changes: readonly Change<Json>[]): Cursor[] {
  return changes.flatMap((change) => (change.type === 'checkpoint' ? [connector.cursor.parse(change.cursor)] : []));
}

const claimsOf = (changes: readonly Change<Json>[]) => changes.filter(({ type }) => type === 'complete');

const queries = () => fake.requests.all.map(({ query }) => query);

test.each(['bytes', 'tree', 'scattered'] as const)(
  'a listing in the order of %s is whole, and goes on from each checkpoint',
  async (order) => {
    fake.policy.order = order;
    const whole = await read(null);
    expect(idsOf(whole).sort()).toEqual([...fake.bucket.keys].sort());
    expect(claimsOf(whole)).toEqual([{ type: 'complete' }]);
    const cursors = cursorsOf(whole);
    expect(cursors.at(-1)).toMatchObject({ phase: 'listed', sorted: order === 'bytes' });
    for (const [index, cursor] of cursors.slice(0, -1).entries()) {
      const rest = await read(cursor);
      expect([...idsOf(whole).slice(0, 3 * (index + 1)), ...idsOf(rest)]).toEqual(idsOf(whole));
      expect(claimsOf(rest)).toEqual([{ type: 'complete' }]);
    }
  },
);

test('once the order is known, a listing goes on by key, without a token', async () => {
  const [cursor] = cursorsOf(await read(cursorsOf(await read(null)).at(-1) ?? null));
  expect(cursor).toMatchObject({ order: 'known', after: 'a/1' });
  fake.tokens.expire();
  fake.requests.clear();
  expect(idsOf(await read(cursor ?? null))).toHaveLength(9);
  expect(queries()[0]).toMatchObject({ 'start-after': 'a/1' });
  expect(fake.requests.count(({ status }) => status >= 400)).toBe(0);
});

test('a forgotten token costs one request, and absence is then asked for', async () => {
  const [cursor] = cursorsOf(await read(null));
  fake.tokens.expire();
  fake.requests.clear();
  const rest = await read(cursor ?? null);
  expect(idsOf(rest)).toHaveLength(9);
  expect(fake.requests.count(({ status }) => status === 400)).toBe(1);
  expect(claimsOf(rest)).toEqual([{ type: 'complete', confirm: true }]);
  expect(cursorsOf(rest).at(-1)).toMatchObject({ sorted: false });
});

test('a forgotten token of a listing without order is an expired cursor', async () => {
  fake.policy.order = 'scattered';
  const cursor = cursorsOf(await read(null)).at(-2);
  fake.tokens.expire();
  await expect(read(cursor ?? null)).rejects.toMatchObject({ kind: 'cursor-expired' });
});

test('nothing is deleted that a listing in another order skips after a forgotten token', async () => {
  // Two pages that look sorted; after them come "a-b" and "a.txt", which a listing by key would skip.
  fake.policy.order = 'tree';
  await host.sync('full');
  const all = [...host.store.documents().keys()].sort();
  const cursor = cursorsOf(await read(null))[0];
  fake.tokens.expire();
  host.store.setCursor('', cursor ?? null);
  const { counts, status } = await host.sync();
  expect({ status, deleted: counts.deleted, withheld: counts.withheld }).toEqual({
    status: 'success',
    deleted: 0,
    withheld: 0,
  });
  expect([...host.store.documents().keys()].sort()).toEqual(all);
});

test('a store without tokens is read by key', async () => {
  fake.policy.tokens = 'none';
  const whole = await read(null);
  expect(idsOf(whole)).toEqual(fake.bucket.keys);
  expect(claimsOf(whole)).toEqual([{ type: 'complete', confirm: true }]);
});

test('a store without tokens and without order does not go round for ever', async () => {
  fake.policy.tokens = 'none';
  fake.policy.order = 'scattered';
  await read(null).catch(() => undefined);
  expect(fake.requests.count()).toBeLessThan(20);
});

test('pages in a circle end with an error', async () => {
  const tokens: string[] = [];
  fake.onRequest(({ query }) => {
    const token = query['continuation-token'];
    if (token) tokens.push(token);
  });
  const { issue } = fake.tokens;
  let issued = 0;
  // Tokens that lead back to the beginning every seventh page.
  Object.assign(fake.tokens, { issue: (key: string) => (++issued % 7 === 0 ? (tokens[0] ?? issue(key)) : issue(key)) });
  fake.policy.pageSize = 1;
  fake.policy.order = 'scattered';
  await expect(read(null)).rejects.toMatchObject({ kind: 'bad-response' });
  expect(fake.requests.count()).toBeLessThan(60);
});

test('picks are read in order, each once, also when one is inside another', async () => {
  const changes = await read(null, ['b/', 'a/', 'a/deep/', 'nothing/']);
  expect(idsOf(changes)).toEqual(['a/1', 'a/2', 'a/3', 'b/1', 'b/2']);
  expect(queries().map(({ prefix }) => prefix)).toEqual(['a/', 'b/', 'nothing/']);
  for (const cursor of cursorsOf(changes))
    if (cursor?.phase === 'listing') expect(idsOf(await read(cursor, ['a/', 'b/', 'nothing/']))).not.toContain('a/1');
});

test('a cursor of other picks or of another bucket is an expired one', async () => {
  const [cursor = null] = cursorsOf(await read(null));
  await expect(read(cursor, ['a/'])).rejects.toMatchObject({ kind: 'cursor-expired' });
});

test('a store that ignores encoding-type is read as well', async () => {
  fake.policy.encodes = false;
  fake.bucket.put('100% + 1 & <2>/%20.txt', 'odd');
  const ids = idsOf(await read(null));
  expect(ids).toContain('100% + 1 & <2>/%20.txt');
});

test('names that XML cannot hold come through encoded', async () => {
  const odd = ['\u0001bell', 'new\nline', '\u007f', 'a+b c', '\ufffe', '😀', 'é', 'e\u0301', 'trailing '];
  for (const key of odd) fake.bucket.put(key, key);
  await host.sync('full');
  for (const key of odd) expect(host.store.documents().get(key)?.markdown).toBe(key);
});
