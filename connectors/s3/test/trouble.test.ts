import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { describeError, type ErrorDescription } from '@acequia/core';
import { createFakeServer } from '@acequia/testkit';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import connector from '../src/index.ts';
import { type S3Fake, startFake } from './fake/index.ts';
import { collect, contentsOf, openS3Host, type S3Host } from './s3-host.ts';

let fake: S3Fake;
beforeEach(async () => {
  fake = await startFake({ documents: 10 });
});
afterEach(() => fake.close());

function open(settings: Readonly<Record<string, unknown>> = {}): S3Host {
  return openS3Host({ settings: { ...fake.settings, ...settings }, credentials: () => fake.credentials() });
}

async function failing(work: Promise<unknown>): Promise<ErrorDescription> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => describeError(error),
  );
  if (!thrown) throw new Error('It did not fail');
  return thrown;
}

const list = (host: S3Host) => collect(connector.read(host.context(), { id: '', roots: [] }, null));

test.each([50, -50])('a store whose clock is %i minutes ahead is asked again by its time, once', async (minutes) => {
  fake.policy.clockAhead = minutes * 60_000;
  const host = open();
  expect(await host.sync('full')).toMatchObject({ status: 'success' });
  expect(fake.requests.count(({ status }) => status === 403)).toBe(1);
  const checks = await connector.validate(host.context());
  expect(checks[0]?.message).toContain(`50 min ${minutes > 0 ? 'behind' : 'ahead'}`);
});

test('a document is looked up by the clock of the store too, though its refusal says nothing', async () => {
  fake.policy.clockAhead = 3_600_000;
  const [id = ''] = fake.bucket.keys;
  const { fetchDocuments } = connector;
  if (!fetchDocuments) throw new Error('Cannot look up');
  expect(await collect(fetchDocuments(open().context(), [{ id }]))).toMatchObject([{ type: 'upsert' }]);
});

test.each(['header', 'redirect'] as const)(
  'a bucket of another region is found (%s), for one request more',
  async (how) => {
    fake.policy.wrongRegion = how;
    for (const region of [undefined, 'ap-south-1']) {
      fake.requests.clear();
      expect(await open({ region }).sync('full')).toMatchObject({ status: 'success' });
      expect(fake.requests.count()).toBe(fake.floor({ kind: 'full' }) + 1);
    }
  },
);

test('a region that the store sends on from for ever is a wrong setting', async () => {
  fake.onRequest(({ number }) => {
    fake.policy.region = `eu-west-${10 + number}`;
  });
  const error = await failing(list(open()));
  expect(error).toMatchObject({ kind: 'bad-settings', remedy: expect.stringContaining('region') });
  expect(fake.requests.count()).toBe(3);
});

test('an object that may be listed but not read costs only itself', async () => {
  const [id = ''] = fake.bucket.keys;
  fake.policy.forbidden.add(id);
  const host = open();
  expect(await host.sync('full')).toMatchObject({ status: 'partial', counts: { failed: 1 } });
  expect(host.store.outstanding().get(id)?.error).toMatchObject({
    kind: 'forbidden',
    remedy: expect.stringContaining('s3:GetObject'),
  });
  const checks = await connector.validate(host.context());
  expect(checks).toMatchObject([{ ok: true }, { ok: true }, { name: 'content', ok: false }]);
});

test('when no object at all may be read, everything listed is kept and told', async () => {
  for (const key of fake.bucket.keys) fake.policy.forbidden.add(key);
  const host = open();
  expect(await host.sync('full')).toMatchObject({ counts: { failed: 10, withheld: 0 } });
  expect(host.store.outstanding().size).toBe(10);
  fake.policy.forbidden.clear();
  expect(Object.values(contentsOf(host)).filter((text) => text === undefined)).toHaveLength(10);
});

test('one of two picks that may not be listed keeps its documents, and the other is read on', async () => {
  const host = open();
  host.picks = [{ id: 'archive/' }, { id: 'docs/' }];
  await host.sync('full');
  const before = Object.keys(contentsOf(host));
  fake.policy.unlisted.add('archive/');
  const created = await fake.mutate.create({ parent: 'docs/' });
  for (const kind of ['incremental', 'full'] as const) {
    expect(await host.sync(kind)).toMatchObject({ counts: { failed: 1, deleted: 0, withheld: 0 } });
  }
  expect(Object.keys(contentsOf(host)).sort()).toEqual([...before, created].sort());
  fake.policy.unlisted.add('docs/').add('');
  expect((await failing(list(open()))).kind).toBe('forbidden');
});

test('who does not agree to pay is told how, and who does may read', async () => {
  fake.policy.requesterPays = true;
  expect(await failing(list(open()))).toMatchObject({
    kind: 'forbidden',
    remedy: expect.stringContaining('requester pays'),
  });
  expect(await open({ requesterPays: true }).sync('full')).toMatchObject({ status: 'success' });
});

test('what sends us on to another address is told with that address', async () => {
  const gateway = await createFakeServer({
    routes: [
      {
        route: 'GET /:bucket',
        kind: 'listing',
        answer: ({ path }) => ({ status: 307, headers: { location: `${fake.url}${path}?list-type=2` } }),
      },
    ],
  });
  onTestFinished(() => gateway.close());
  const error = await failing(list(open({ endpoint: gateway.url })));
  expect(error).toMatchObject({ kind: 'bad-settings', remedy: expect.stringContaining(fake.url) });
});

test('a refusal without end is read no further than it explains', async () => {
  const endless = createHttpServer((_, response) => {
    response.writeHead(403, { 'content-type': 'application/xml' });
    const write = () => {
      while (response.write('x'.repeat(65_536)));
    };
    response.on('drain', write);
    write();
  });
  await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    endless.closeAllConnections();
    endless.close();
  });
  const address = endless.address();
  const port = typeof address === 'object' ? address?.port : 0;
  expect(await failing(list(open({ endpoint: `http://127.0.0.1:${port}` })))).toMatchObject({ kind: 'forbidden' });
});

test('a store that is busy is asked again by the client, and by nobody else', async () => {
  fake.faults.at(({ number }) => number % 3 === 0, { type: 'status', status: 503 });
  const host = open();
  expect(await host.sync('full')).toMatchObject({ status: 'success' });
  fake.faults.at(() => true, { type: 'status', status: 503 });
  expect((await failing(list(host))).kind).toBe('transient');
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['a wrong secret', { secretAccessKey: 'another-secret' }, 'SignatureDoesNotMatch'],
  ['an unknown key', { accessKeyId: 'AKIAUNKNOWN' }, 'InvalidAccessKeyId'],
  ['a token of other keys', { sessionToken: 'stale-token' }, 'InvalidToken'],
  ['no secret', { secretAccessKey: '' }, 'missing'],
])('%s is refused, without saying it', async (_, wrong, said) => {
  const credentials = { ...fake.credentials(), ...wrong };
  const host = openS3Host({ settings: fake.settings, credentials: () => credentials });
  const { status, error } = await host.sync('full');
  expect({ status, kind: error?.kind }).toEqual({ status: 'failed', kind: 'auth' });
  expect(error?.message).toContain(said);
  expect(error?.remedy).toBeTruthy();
  for (const secret of Object.values(credentials)) if (secret) expect(JSON.stringify(error)).not.toContain(secret);
});

test('a public bucket is read without a signature', async () => {
  fake.policy.public = true;
  const host = openS3Host({ settings: { ...fake.settings, signIn: 'anonymous' } });
  expect(await host.sync('full')).toMatchObject({ status: 'success' });
  expect(fake.requests.count(({ headers }) => 'authorization' in headers)).toBe(0);
});

test('nothing but a listing is taken for one', async () => {
  for (const fault of [{ type: 'html' }, { type: 'truncate' }, { type: 'json', json: {} }] as const) {
    fake.faults.clear();
    fake.faults.at('listing', fault);
    expect(await failing(list(open()))).toMatchObject({
      kind: 'bad-response',
      remedy: expect.stringContaining('endpoint'),
    });
  }
});

test('a wrong host, a port where nobody listens and one without TLS are told with a remedy', async () => {
  const plain = createServer((socket) => socket.end('no TLS here\r\n'));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void plain.close());
  const address = plain.address();
  const port = typeof address === 'object' ? address?.port : 0;
  for (const [endpoint, kind] of [
    ['https://no-such-host.invalid', 'transient'],
    ['http://127.0.0.1:9', 'transient'],
    [`https://127.0.0.1:${port}`, 'bad-settings'],
  ]) {
    const error = await failing(list(open({ endpoint })));
    expect(error).toMatchObject({ kind, remedy: expect.any(String) });
  }
});

test.each([
  { bucket: 's3://team-files' },
  { bucket: 'a/b' },
  { bucket: '' },
  { region: 'Frankfurt am Main' },
  { endpoint: 'minio.example.com' },
  { endpoint: 'ftp://minio.example.com' },
  { endpoint: 'https://me:secret@minio.example.com' },
  { endpoint: 'https://minio.example.com/?x=1' },
  { roleArn: 'reader' },
  { unknown: true },
])('%j is refused as a setting', (wrong) => {
  expect(connector.settings.safeParse({ ...fake.settings, ...wrong }).success).toBe(false);
});

test('a directory bucket of AWS is refused by name', async () => {
  const host = openS3Host({ settings: { bucket: 'files--use1-az4--x-s3' }, credentials: () => fake.credentials() });
  expect(await connector.validate(host.context())).toMatchObject([
    { ok: false, message: expect.stringContaining('directory bucket') },
  ]);
});
