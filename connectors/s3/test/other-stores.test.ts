import { addressOf } from '@acequia/object-storage-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import connector from '../src/index.ts';
import { locateBucket } from '../src/locate-bucket.ts';
import { settings } from '../src/settings.ts';
import { type S3Fake, startFake } from './fake/index.ts';
import { collect, contentsOf, openS3Host } from './s3-host.ts';

let fake: S3Fake;
beforeEach(async () => {
  fake = await startFake({ documents: 0, pageSize: 2 });
});
afterEach(() => fake.close());

const open = (more: Readonly<Record<string, unknown>> = {}) =>
  openS3Host({ settings: { ...fake.settings, ...more }, credentials: () => fake.credentials() });

test.each(['InvalidRequest', 'InvalidArgument'] as const)(
  'an object with a key of the client, refused as %s, is told as encrypted',
  async (code) => {
    fake.policy.encryption = code;
    fake.policy.encrypted.add('secret.txt');
    fake.bucket.put('secret.txt', 'secret');
    const host = open();
    expect(await host.sync('full')).toMatchObject({ status: 'partial', counts: { failed: 1 } });
    const encrypted = { kind: 'forbidden', remedy: expect.stringContaining('encrypted') };
    expect(host.store.outstanding().get('secret.txt')?.error).toMatchObject(encrypted);
    expect(await connector.validate(host.context())).toMatchObject([
      { ok: true },
      { ok: true },
      { name: 'content', ok: false, remedy: encrypted.remedy },
    ]);
    // The answer to a HEAD has the status alone.
    const { fetchDocuments } = connector;
    if (!fetchDocuments) throw new Error('Cannot look up');
    const found = await collect(fetchDocuments(host.context(), [{ id: 'secret.txt' }]));
    expect(found).toMatchObject([{ type: 'failure', id: 'secret.txt', error: encrypted }]);
  },
);

test('who does not sign at a store that takes this for another protocol is told to', async () => {
  fake.policy.unsigned = 'bad url';
  const checks = await connector.validate(open({ signIn: 'anonymous' }).context());
  expect(checks).toMatchObject([{ name: 'credentials', ok: false, remedy: expect.stringContaining('access key') }]);
});

test('a page token may be the last key as it is, whatever is in it', async () => {
  fake.policy.tokens = 'keys';
  const keys = ['a &amp;<b>', 'b\r', 'c\u0001', 'd \n\t ', 'e%2B+\'"', 'f ü😀\ufffe', 'g\u0085\u007f', 'h', 'i', 'j'];
  // Each of them is the last one of a page, before or behind the one that is put first.
  for (const first of ['0', '00']) {
    fake.bucket.put(first, '');
    for (const key of keys) fake.bucket.put(key, key);
    const host = open();
    expect(await host.sync('full')).toMatchObject({ status: 'success' });
    expect(Object.keys(contentsOf(host)).sort()).toEqual([...fake.bucket.keys].sort());
  }
});

test('the bucket of another tenant is addressed by both names', () => {
  const given = settings.parse({ bucket: 'team:files', endpoint: 'https://rgw.example.com' });
  expect(addressOf(locateBucket(given), 'x1', 'a b')).toBe('https://rgw.example.com/team%3Afiles/a%20b');
});
