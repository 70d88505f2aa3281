import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Check } from '@acequia/core';
import { createFakeServer, type FakeServer } from '@acequia/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { loadPeer } from '../src/load-peer.ts';
import { type S3Fake, startFake } from './fake/index.ts';
import { startSts } from './fake/start-sts.ts';

const run = promisify(execFile);
const role = 'arn:aws:iam::123456789012:role/reader';
const base = { accessKeyId: 'AKIABASE', secretAccessKey: 'secret-of-base-keys' };

let fake: S3Fake;
let sts: FakeServer;
let folder: string;
let own: { readonly [variable: string]: string };
beforeAll(async () => {
  fake = await startFake({ documents: 3 });
  sts = await startSts({ now: Date.now, trusted: base, role, onIssue: (keys) => fake.otherKeys.push(keys) });
  folder = await mkdtemp(join(tmpdir(), 'acequia-s3-machine-'));
  const { accessKeyId = '', secretAccessKey = '' } = fake.credentials();
  own = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
});
afterAll(() => Promise.all([fake.close(), sts.close(), rm(folder, { recursive: true })]));

/** What a process with this environment, and none of whoever runs the tests, says of the fake. */
async function validate(
  environment: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Check[]> {
  const given = JSON.stringify({ ...fake.settings, signIn: 'machine', ...settings });
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|NODE_|VITEST)/.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    ...environment,
  };
  const script = join(import.meta.dirname, 'validate-child.ts');
  const { stdout } = await run(process.execPath, ['--conditions=acequia-source', script, given], { env });
  return JSON.parse(stdout);
}

const good = [{ ok: true }, { ok: true }, { ok: true }];

test('environment variables, also with a role to assume by them', async () => {
  const roleKeys = { AWS_ACCESS_KEY_ID: base.accessKeyId, AWS_SECRET_ACCESS_KEY: base.secretAccessKey };
  const both = [validate(own), validate(roleKeys, { roleArn: role, stsEndpoint: sts.url })];
  expect(await Promise.all(both)).toMatchObject([good, good]);
});

test('a profile; one that is not there is told with what to do', async () => {
  const lines = [
    `aws_access_key_id = ${own.AWS_ACCESS_KEY_ID}`,
    `aws_secret_access_key = ${own.AWS_SECRET_ACCESS_KEY}`,
  ];
  await writeFile(join(folder, 'credentials'), ['[reader]', ...lines].join('\n'));
  expect(await Promise.all([validate({}, { profile: 'reader' }), validate({}, { profile: 'nobody' })])).toMatchObject([
    good,
    [{ name: 'credentials', ok: false, remedy: expect.stringContaining('aws sso login') }],
  ]);
});

test('the role of a container', async () => {
  const keys = { accessKeyId: 'ASIACONTAINER', secretAccessKey: 'secret-of-container', sessionToken: 'its-session' };
  fake.otherKeys.push(keys);
  const json = {
    AccessKeyId: keys.accessKeyId,
    SecretAccessKey: keys.secretAccessKey,
    Token: keys.sessionToken,
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const agent = await createFakeServer({
    routes: [
      {
        route: 'GET /role',
        kind: 'token',
        answer: ({ headers }) => (headers.authorization === 'agent-token' ? { json } : { status: 401 }),
      },
    ],
  });
  onTestFinished(() => agent.close());
  const environment = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${agent.url}/role`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'agent-token',
  };
  expect(await validate(environment)).toMatchObject(good);
});

test('the web identity of a cluster', async () => {
  const file = join(folder, 'token');
  await writeFile(file, 'token-of-cluster');
  const environment = { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: role, AWS_ENDPOINT_URL_STS: sts.url };
  expect(await validate(environment)).toMatchObject(good);
});

test('a machine with nothing, and a missing library, are told with what to do', async () => {
  expect(await validate({})).toMatchObject([{ name: 'credentials', ok: false }]);
  expect(() => loadPeer('acequia-no-such-package')).toThrow(
    expect.objectContaining({ kind: 'bad-settings', hint: expect.stringContaining('npm install acequia-no-such') }),
  );
});
