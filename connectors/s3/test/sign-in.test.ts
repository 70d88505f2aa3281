import { createFakeServer, type FakeServer } from '@acequia/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import connector from '../src/index.ts';
import { type S3Fake, startFake } from './fake/index.ts';
import { type StsOptions, startSts } from './fake/start-sts.ts';
import { openS3Host } from './s3-host.ts';

const role = 'arn:aws:iam::123456789012:role/reader';
const trusted = { accessKeyId: 'AKIABASE', secretAccessKey: 'secret-of-base-keys' };

let fake: S3Fake;
let sts: FakeServer | undefined;
let time: number;
beforeEach(async () => {
  time = Date.UTC(2026, 0, 1);
  fake = await startFake({ documents: 3, clock: { now: () => time } });
});
afterEach(async () => {
  await Promise.all([fake.close(), sts?.close()]);
  sts = undefined;
});

async function openSts(options: Partial<StsOptions> = {}): Promise<string> {
  sts = await startSts({ now: () => time, trusted, role, onIssue: (keys) => fake.otherKeys.push(keys), ...options });
  return sts.url;
}

function open(settings: Readonly<Record<string, unknown>>) {
  const all = { ...fake.settings, ...settings };
  return openS3Host({ settings: all, credentials: () => trusted, now: () => time });
}

test('a role is assumed once for all requests of a sync, and again before its keys end', async () => {
  const stsEndpoint = await openSts({ externalId: 'shared-word' });
  const host = open({ roleArn: role, externalId: 'shared-word', stsEndpoint });
  expect(await host.sync('full')).toMatchObject({ status: 'success' });
  expect(sts?.requests.count()).toBe(1);
  const context = host.context();
  for (const after of [0, 50 * 60_000, 6 * 60_000]) {
    time += after;
    expect(await connector.validate(context)).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  }
  expect(sts?.requests.count()).toBe(3);
});

test('a role that does not trust us is a refused sign-in, without a secret in the message', async () => {
  const stsEndpoint = await openSts({ externalId: 'shared-word' });
  const { error } = await open({ roleArn: role, stsEndpoint }).sync('full');
  expect(error).toMatchObject({ kind: 'auth', remedy: expect.stringContaining('external id') });
  expect(JSON.stringify(error)).not.toContain(trusted.secretAccessKey);
  expect(fake.requests.count()).toBe(0);
});

test('pasted temporary keys are used with their token, for all requests', async () => {
  const keys = { accessKeyId: 'ASIAPASTED', secretAccessKey: 'secret-of-pasted', sessionToken: 'token-of-pasted' };
  fake.otherKeys.push(keys);
  const host = openS3Host({ settings: fake.settings, credentials: () => keys, now: () => time });
  expect(await host.sync('full')).toMatchObject({ status: 'success', counts: { failed: 0 } });
});

test.each(['arn:aws-cn:iam::123456789012:role/path/reader', 'arn:aws:iam:::role/reader', 'arn:minio:iam:::role/x1'])(
  '%s is a role',
  (roleArn) => {
    expect(connector.settings.safeParse({ bucket: 'files', roleArn }).success).toBe(true);
  },
);

test('an endpoint for roles that is none is told so', async () => {
  const other = await createFakeServer({
    routes: [{ route: 'POST /', kind: 'token', answer: () => ({ body: '<html></html>' }) }],
  });
  const { error } = await open({ roleArn: role, stsEndpoint: other.url }).sync('full');
  await other.close();
  expect(error).toMatchObject({ kind: 'bad-response', remedy: expect.stringContaining('endpoint') });
});
