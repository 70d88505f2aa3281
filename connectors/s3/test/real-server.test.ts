import { hash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSlowLine } from '../../../tests/servers/open-slow-line.ts';
import connector from '../src/index.ts';
import { collect, contentsOf, openS3Host, type S3Host, type S3HostOptions } from './s3-host.ts';
import { bucket, type S3rver, serviceHost, startS3rver } from './server/start-s3rver.ts';

let server: S3rver;
let folder = 0;
let prefix = '';
beforeAll(async () => {
  server = await startS3rver();
});
afterAll(() => server.stop());
// A part of the bucket for each test.
beforeEach(() => {
  prefix = `test-${++folder}/`;
});

function open(settings: Readonly<Record<string, unknown>> = {}, options: Partial<S3HostOptions> = {}): S3Host {
  const all = { bucket, endpoint: server.url, region: 'us-east-1', prefix, ...settings };
  return openS3Host({ settings: all, credentials: () => server.keys, ...options });
}

/** Without the part of the bucket. */
function ownContents(host: S3Host): Record<string, string | undefined> {
  const own = Object.entries(contentsOf(host)).filter(([id]) => id !== prefix);
  return Object.fromEntries(own.map(([id, text]) => [id.slice(prefix.length), text]));
}

test('create, change, move, delete and restore are found, and nothing is fetched twice', async () => {
  const host = open();
  await server.put(`${prefix}a.txt`, 'one');
  await server.put(`${prefix}sub/b.txt`, 'two');
  await server.put(`${prefix}sub/deep/c.txt`, 'three');
  expect(await host.sync('full')).toMatchObject({ status: 'success', counts: { created: 6 } });
  expect(ownContents(host)).toEqual({
    'a.txt': 'one',
    'sub/': '/',
    'sub/b.txt': 'two',
    'sub/deep/': '/',
    'sub/deep/c.txt': 'three',
  });
  expect((await host.sync()).counts).toMatchObject({ created: 0, updated: 0, deleted: 0, bytes: 0 });

  await server.put(`${prefix}a.txt`, 'another one');
  await server.delete(`${prefix}sub/b.txt`);
  await server.put(`${prefix}moved/b.txt`, 'two');
  expect((await host.sync()).counts).toMatchObject({ bytes: 14, deleted: 1 });
  expect(ownContents(host)).toEqual({
    'a.txt': 'another one',
    'moved/': '/',
    'moved/b.txt': 'two',
    'sub/': '/',
    'sub/deep/': '/',
    'sub/deep/c.txt': 'three',
  });

  await server.put(`${prefix}sub/b.txt`, 'two');
  expect((await host.sync()).counts).toMatchObject({ restored: 1, bytes: 0 });
});

test('odd names, an empty object and one of 100 MB arrive as they are', async () => {
  const host = open();
  const names = [
    "it's (1)*!.txt",
    'ü + ä.txt',
    'a%20b&c=d?.txt',
    '漢字/😀.md',
    'tab\there.txt',
    '<&">.txt',
    ' spaces .txt',
    '....txt',
  ];
  for (const name of names) await server.put(prefix + name, `of ${name}`);
  await server.put(`${prefix}empty.txt`, '');
  const large = new Uint8Array(100 * 1024 * 1024).fill(7);
  await server.put(`${prefix}large.bin`, large);
  expect(await host.sync('full')).toMatchObject({ status: 'success' });
  const contents = ownContents(host);
  for (const name of names) expect(contents[name]).toBe(`of ${name}`);
  expect(contents['empty.txt']).toBe('');
  expect(contents['large.bin']).toBe(`${large.length} ${hash('sha256', large)}`);
});

test('many pages, as picks and as a whole, go on after the server was killed', async () => {
  const names = Array.from({ length: 1100 }, (_, index) => `${index % 2 ? 'odd' : 'even'}/${index}.txt`);
  for (let start = 0; start < names.length; start += 50) {
    await Promise.all(names.slice(start, start + 50).map((name) => server.put(prefix + name, name)));
  }
  let requests = 0;
  let killed: Promise<void> | undefined;
  const onRequest = () => {
    requests += 1;
    if (requests === 300) killed = server.kill();
  };
  let later = 0;
  const host = open({}, { onRequest, now: () => Date.now() + later });
  expect(await host.sync('full')).not.toMatchObject({ status: 'success' });
  await killed;
  expect(host.store.withheld()).toEqual([]);
  await server.restart();
  expect(await host.sync('full')).toMatchObject({ counts: { deleted: 0, withheld: 0 } });
  // What failed while the server was down is due by then.
  later = 10 * 60_000;
  expect(await host.sync('full')).toMatchObject({ status: 'success' });
  const texts = Object.fromEntries(names.map((name) => [name, name]));
  expect(ownContents(host)).toEqual({ 'even/': '/', 'odd/': '/', ...texts });

  const slice = { id: '', roots: [{ id: `${prefix}odd/` }] };
  const changes = await collect(connector.read(open().context(), slice, null));
  expect(changes.filter((change) => change.type === 'upsert' && !change.document.container)).toHaveLength(550);
});

test('over a slow line contents come side by side, and a page is one turn', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `${index}.txt`);
  await Promise.all(names.map((name) => server.put(prefix + name, name)));
  const line = await openSlowLine(server.port, 20);
  const host = open({ endpoint: `http://127.0.0.1:${line.port}` });
  expect(await host.sync('full')).toMatchObject({ status: 'success', counts: { created: 41 } });
  expect(line.mostInFlight()).toBeGreaterThanOrEqual(8);
  expect(line.meanInFlight()).toBeGreaterThan(3);
  const before = line.turns();
  expect(before).toBeLessThanOrEqual(41);
  await host.sync();
  expect(line.turns() - before).toBe(1);
});

test('the bucket may be part of the host name', async () => {
  await server.put(`${prefix}here.txt`, 'found');
  const host = open(
    { endpoint: `http://${serviceHost}:${server.port}`, addressing: 'virtual' },
    { lookup: async () => [{ address: '127.0.0.1', family: 4 }] },
  );
  expect(await host.sync('full')).toMatchObject({ status: 'success' });
  expect(ownContents(host)).toEqual({ 'here.txt': 'found' });
  expect(await connector.validate(host.context())).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
});

test('the picker shows the folders of a level', async () => {
  for (const name of ['one/a', 'one/two/b', 'three/c', 'd']) await server.put(prefix + name, name);
  const { listContainers } = connector;
  if (!listContainers) throw new Error('No picker');
  const context = open().context();
  const titles = async (parent?: string, search?: string) =>
    (await collect(listContainers(context, parent, search))).map(({ title }) => title);
  expect(await titles()).toEqual(['one', 'three']);
  expect(await titles(`${prefix}one/`)).toEqual(['two']);
  expect(await titles(undefined, 'THR')).toEqual(['three']);
});

test('an unknown key, a wrong bucket and a server that is gone are told apart', async () => {
  const stranger = open({}, { credentials: () => ({ ...server.keys, accessKeyId: 'nobody-knows' }) });
  expect(await stranger.sync('full')).toMatchObject({ status: 'failed', error: { kind: 'auth' } });
  expect(await connector.validate(stranger.context())).toMatchObject([{ name: 'credentials', ok: false }]);
  const wrongBucket = open({ bucket: 'no-such-bucket' });
  expect(await wrongBucket.sync('full')).toMatchObject({ status: 'failed', error: { kind: 'bad-settings' } });
  const gone = open({ endpoint: 'http://127.0.0.1:9' });
  expect(await gone.sync('full')).toMatchObject({ status: 'failed', error: { kind: 'transient' } });
});
