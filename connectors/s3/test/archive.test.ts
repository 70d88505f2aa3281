import { givenKeys, ObjectStore, readBuckets, StoreSession } from '@acequia/object-storage-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import connector from '../src/index.ts';
import { locateBucket } from '../src/locate-bucket.ts';
import { type S3Fake, startFake } from './fake/index.ts';
import { contentsOf, openS3Host, type S3Host } from './s3-host.ts';

let fake: S3Fake;
beforeEach(async () => {
  fake = await startFake({ documents: 0 });
  fake.bucket.put('now.txt', 'warm');
  fake.bucket.put('old.txt', 'cold', { storageClass: 'GLACIER' });
});
afterEach(() => fake.close());

const open = (own = connector) =>
  openS3Host({ settings: fake.settings, credentials: () => fake.credentials(), connector: own });

/** A store that is known to tell what is restored, as AWS does. */
const told: typeof connector = {
  ...connector,
  ...readBuckets(async (context) => {
    const { http, clock, settings } = context;
    const location = locateBucket(settings);
    const session = await context.share('store', async () => new StoreSession(location.region));
    const keys = () => givenKeys(context);
    const frozenClasses = new Set(['GLACIER']);
    const store = new ObjectStore({ http, clock, location, session, service: 's3', keys, frozenClasses });
    return { store, prefix: '', ordered: true, place: 'told', urlOf: () => undefined };
  }),
};

const failureOf = (host: S3Host) => host.store.outstanding().get('old.txt')?.error;

test('of a store that is not known, an archived object is asked for once and told with what to do', async () => {
  const host = open();
  await host.sync('full');
  expect(fake.requests.count('content')).toBe(2);
  expect(failureOf(host)).toMatchObject({ kind: 'forbidden', remedy: expect.stringContaining('restore') });
});

test('where the listing tells what is archived, it is not asked for; restored, it is read with the next listing', async () => {
  const host = open(told);
  expect(await host.sync('full')).toMatchObject({ status: 'partial', counts: { failed: 1 } });
  expect(fake.requests.count('content')).toBe(1);
  expect(failureOf(host)).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('GLACIER') });
  fake.policy.restored.add('old.txt');
  expect(await host.sync()).toMatchObject({ status: 'success' });
  expect(contentsOf(host)).toEqual({ 'now.txt': 'warm', 'old.txt': 'cold' });
});

test('what is archived after it was read stays as it is', async () => {
  const host = open(told);
  fake.bucket.put('aging.txt', 'text');
  fake.policy.restored.add('old.txt');
  await host.sync('full');
  fake.bucket.put('aging.txt', 'text', { storageClass: 'GLACIER' });
  fake.policy.restored.clear();
  fake.requests.clear();
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { failed: 0 } });
  expect(fake.requests.count('content')).toBe(0);
  expect(contentsOf(host)).toMatchObject({ 'aging.txt': 'text', 'old.txt': 'cold' });
});

test('validating does not try what is archived', async () => {
  fake.bucket.delete('now.txt');
  const host = open(told);
  expect(await told.validate(host.context())).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  expect(await connector.validate(host.context())).toMatchObject([{ ok: true }, { ok: true }, { ok: false }]);
});
