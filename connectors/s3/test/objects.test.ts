import { gzipSync } from 'node:zlib';
import type { Fetched, Filters, Wanted } from '@acequia/core';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import connector from '../src/index.ts';
import { type S3Fake, startFake } from './fake/index.ts';
import { collect, contentsOf, openS3Host, type S3Host } from './s3-host.ts';

let fake: S3Fake;
let host: S3Host;
beforeEach(async () => {
  fake = await startFake({ documents: 0 });
  host = openS3Host({ settings: fake.settings, credentials: () => fake.credentials() });
});
afterEach(() => fake.close());

async function fetchContent(wanted: readonly Wanted[]): Promise<Fetched[]> {
  if (!connector.fetchContent) throw new Error('No contents');
  return collect(connector.fetchContent(host.context(), wanted));
}

async function fetchDocuments(ids: readonly string[]) {
  if (!connector.fetchDocuments) throw new Error('No documents');
  return collect(
    connector.fetchDocuments(
      host.context(),
      ids.map((id) => ({ id })),
    ),
  );
}

test('a listing and a look-up say the same of an object', async () => {
  fake.bucket.put('a/b/report.pdf', 'text', { storageClass: 'STANDARD_IA' });
  const [listed] = (await collect(connector.read(host.context(), { id: '', roots: [] }, null))).filter(
    (change) => change.type === 'upsert' && !change.document.container,
  );
  const { etag, modifiedAt } = fake.bucket.require('a/b/report.pdf');
  expect(listed).toEqual({
    type: 'upsert',
    document: {
      id: 'a/b/report.pdf',
      title: 'report.pdf',
      parent: 'a/b/',
      size: 4,
      version: `${etag} 4`,
      modifiedAt,
      fields: { storageClass: 'STANDARD_IA' },
    },
  });
  expect(await fetchDocuments(['a/b/report.pdf'])).toEqual([listed]);
});

test('a delete marker is a deletion; a key that is nowhere is only not found', async () => {
  fake.bucket.put('a.txt', 'one');
  fake.bucket.put('b.txt', 'two');
  fake.bucket.delete('a.txt');
  const answers = await fetchDocuments(['a.txt', 'b.txt', 'c.txt', 'folder/']);
  expect(
    Object.fromEntries(
      answers.map((one) => ['id' in one ? one.id : 'b.txt', one.type === 'failure' ? one.error.kind : one.type]),
    ),
  ).toEqual({
    'a.txt': 'delete',
    'b.txt': 'upsert',
    'c.txt': 'not-found',
    'folder/': 'not-found',
  });
  expect(await fetchContent([{ id: 'a.txt' }])).toMatchObject([{ error: { kind: 'gone' } }]);
});

test('an object that comes back is restored without a download', async () => {
  for (const key of ['a.txt', 'b.txt', 'c.txt']) fake.bucket.put(key, key);
  await host.sync('full');
  fake.bucket.delete('a.txt');
  expect((await host.sync()).counts).toMatchObject({ deleted: 1 });
  fake.bucket.restore('a.txt');
  fake.requests.clear();
  expect((await host.sync()).counts).toMatchObject({ restored: 1 });
  expect(fake.requests.count('content')).toBe(0);
});

test('what was overwritten between listing and reading has the version of its bytes', async () => {
  fake.bucket.put('a.txt', 'one');
  let once = true;
  fake.onRequest(({ kind }) => {
    if (kind === 'content' && once) fake.bucket.put('a.txt', 'another');
    if (kind === 'content') once = false;
  });
  await host.sync('full');
  expect(contentsOf(host)).toEqual({ 'a.txt': 'another' });
  fake.requests.clear();
  await host.sync();
  expect(fake.requests.count('content')).toBe(0);
});

test('what is stored in this version is not sent again', async () => {
  fake.bucket.put('a.txt', 'one');
  const { etag } = fake.bucket.require('a.txt');
  expect(await fetchContent([{ id: 'a.txt', size: 3, storedVersion: `${etag} 3` }])).toEqual([
    { id: 'a.txt', unchanged: true },
  ]);
  expect(await fetchContent([{ id: 'a.txt', storedVersion: 'strange\nversion' }])).toMatchObject([{ id: 'a.txt' }]);
});

test('the same etag with another size is another version', async () => {
  fake.bucket.put('a.txt', 'one', { etag: 'fixed-2' });
  await host.sync('full');
  fake.bucket.put('a.txt', 'longer', { etag: 'fixed-2' });
  await host.sync();
  expect(contentsOf(host)).toEqual({ 'a.txt': 'longer' });
});

test('folder marks are folders, an object beneath such a name is both', async () => {
  fake.bucket.put('empty/', '');
  fake.bucket.put('both/', 'text of its own');
  fake.bucket.put('both/x', 'x');
  fake.bucket.put('//double', 'slashes');
  await host.sync('full');
  expect(contentsOf(host)).toEqual({
    'empty/': '/',
    'both/': '/',
    'both/.': 'text of its own',
    'both/x': 'x',
    '/': '/',
    '//': '/',
    '//double': 'slashes',
  });
  expect(host.store.documents().get('both/.')).toMatchObject({ title: 'both', parent: 'both/' });
});

test('a name that no address can hold is a failure with a reason, and nothing else is read in its place', async () => {
  fake.bucket.put('a/../secret.txt', 'hidden');
  fake.bucket.put('secret.txt', 'other');
  const { counts } = await host.sync('full');
  expect(counts.failed).toBe(1);
  expect(host.store.outstanding().get('a/../secret.txt')?.error).toMatchObject({
    kind: 'unsupported',
    remedy: expect.any(String),
  });
  expect(await fetchContent([{ id: 'a/../secret.txt' }])).toMatchObject([{ error: { kind: 'unsupported' } }]);
  expect(fake.requests.count('content')).toBe(1);
});

test('stored codings are undone, and media types are handed on', async () => {
  fake.bucket.put('page', gzipSync('<p>hello</p>'), { mime: 'text/html', contentEncoding: 'gzip' });
  fake.bucket.put('plain', 'bytes');
  const fetched = await fetchContent([
    { id: 'page', size: 40 },
    { id: 'plain', size: 5 },
  ]);
  const page = fetched.find(({ id }) => id === 'page');
  if (!page || !('body' in page) || typeof page.body !== 'object' || page.body instanceof Uint8Array)
    throw new Error('No stream');
  expect(Buffer.concat(await collect(page.body)).toString()).toBe('<p>hello</p>');
  expect(page.mime).toBe('text/html');
  expect(fetched.find(({ id }) => id === 'plain')).not.toHaveProperty('mime');
});

test('a content that breaks off is an error of that one', async () => {
  fake.bucket.put('a.txt', 'a'.repeat(1000));
  fake.bucket.put('b.txt', 'b'.repeat(1000));
  fake.faults.at(({ path }) => path.endsWith('/a.txt'), { type: 'reset', when: 'half' });
  await host.sync('full');
  expect(contentsOf(host)).toMatchObject({ 'b.txt': 'b'.repeat(1000) });
  expect(host.store.outstanding().get('a.txt')?.error).toMatchObject({ kind: 'transient' });
});

test('contents are asked for side by side: 48 small ones are under way together', async () => {
  for (let index = 0; index < 64; index++) fake.bucket.put(`${index}.txt`, `${index}`);
  const together = Promise.withResolvers<void>();
  let waiting = 0;
  // Nobody gets an answer before so many have asked.
  fake.onRequest(async ({ kind }) => {
    if (kind !== 'content') return;
    waiting += 1;
    if (waiting === 48) together.resolve();
    await together.promise;
  });
  expect(await host.sync('full')).toMatchObject({ status: 'success', counts: { created: 64 } });
});

test('a large content is a stream, which may be left in the middle', async () => {
  fake.bucket.put('large.bin', new Uint8Array(8 * 1024 * 1024));
  const [fetched] = await fetchContent([{ id: 'large.bin', size: 8 * 1024 * 1024 }]);
  if (!fetched || !('body' in fetched) || typeof fetched.body !== 'object' || fetched.body instanceof Uint8Array) {
    throw new Error('No stream');
  }
  for await (const chunk of fetched.body) {
    expect(chunk.length).toBeLessThan(1024 * 1024);
    break;
  }
});

test.each<[string, Filters, string[]]>([
  ['endings', { types: ['.pdf'] }, ['a.pdf', 'deep/d.pdf']],
  ['globs over the key', { include: ['deep/**'] }, ['deep/c.exe', 'deep/d.pdf']],
  ['globs of what is left out', { exclude: ['**/*.exe', '*.exe'] }, ['a.pdf', 'deep/d.pdf']],
  ['sizes', { maxSize: 5 }, ['a.pdf', 'b.exe']],
  ['dates', { modifiedAfter: Date.UTC(2026, 5, 1) }, ['deep/d.pdf']],
])('%s are looked at before a download', async (_, filters, wanted) => {
  let time = Date.UTC(2026, 0, 1);
  const dated = await startFake({ documents: 0, clock: { now: () => time } });
  onTestFinished(() => dated.close());
  const keys = ['a.pdf', 'b.exe', 'deep/c.exe', 'deep/d.pdf'];
  for (const key of keys) {
    if (key === 'deep/d.pdf') time = Date.UTC(2026, 6, 1);
    dated.bucket.put(key, key);
  }
  const filtering = openS3Host({ settings: dated.settings, credentials: () => dated.credentials(), now: () => time });
  await filtering.sync('full', { filters });
  const read = dated.requests.all.filter(({ kind }) => kind === 'content').map(({ path }) => path);
  expect(read.sort()).toEqual(wanted.map((key) => `/team-files/${key}`));
});
