import { type ChildProcess, fork } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from '@acequia/core';
import { createFakeServer, type FakeServer } from '@acequia/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { loadPeer } from '../src/load-peer.ts';
import { type S3Fake, startFake } from './fake/index.ts';
import { startSts } from './fake/start-sts.ts';
import type { ValidateMessage } from './validate-child.ts';

const role = 'arn:aws:iam::123456789012:role/reader';
const base = { accessKeyId: 'AKIABASE', secretAccessKey: 'secret-of-base-keys' };

let child: ChildProcess;
let fake: S3Fake;
let sts: FakeServer;
let folder: string;
let own: { readonly [variable: string]: string };
beforeAll(() => {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|NODE_|VITEST)/.test(name));
  const options = { execArgv: ['--conditions=acequia-source'], env: Object.fromEntries(inherited) };
  child = fork(join(import.meta.dirname, 'validate-child.ts'), options);
});
afterAll(() => void child.disconnect());
beforeEach(async () => {
  fake = await startFake({ documents: 3 });
  sts = await startSts({ now: Date.now, trusted: base, role, onIssue: (keys) => fake.otherKeys.push(keys) });
  folder = await mkdtemp(join(tmpdir(), 'acequia-s3-machine-'));
  const { accessKeyId = '', secretAccessKey = '' } = fake.credentials();
  own = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
});
afterEach(() => Promise.all([fake.close(), sts.close(), rm(folder, { recursive: true })]));

/** What a process with these variables, and none of whoever runs the tests, says of the fake. */
async function validate(
  variables: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Check[]> {
  const files = {
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const message: ValidateMessage = {
    settings: { ...fake.settings, signIn: 'machine', ...settings },
    environment: { ...files, ...variables },
  };
  child.send(message);
  const [checks] = await once(child, 'message');
  return checks;
}

const good = [{ ok: true }, { ok: true }, { ok: true }];

test('variables of the environment are read only where the settings say so', async () => {
  const environment = { signIn: 'environment' };
  const missing = [{ name: 'credentials', ok: false, message: expect.stringContaining('missing') }];
  expect(await validate(own, environment)).toMatchObject(good);
  expect(await validate({}, environment)).toMatchObject(missing);
  expect(await validate(own, { signIn: 'keys' })).toMatchObject(missing);
});

test('temporary keys of the environment come with their token', async () => {
  const keys = { accessKeyId: 'ASIAENV', secretAccessKey: 'secret-of-environment', sessionToken: 'its-session' };
  fake.otherKeys.push(keys);
  const variables = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey };
  const environment = { ...variables, AWS_SESSION_TOKEN: keys.sessionToken };
  expect(await validate(environment, { signIn: 'environment' })).toMatchObject(good);
  expect(await validate(variables, { signIn: 'environment' })).toMatchObject([{ name: 'credentials', ok: false }]);
});

test('environment variables found by the library, also with a role to assume by them', async () => {
  const roleKeys = { AWS_ACCESS_KEY_ID: base.accessKeyId, AWS_SECRET_ACCESS_KEY: base.secretAccessKey };
  expect(await validate(own)).toMatchObject(good);
  expect(await validate(roleKeys, { roleArn: role, stsEndpoint: sts.url })).toMatchObject(good);
});

test('a profile; one that is not there is told with what to do', async () => {
  const lines = [
    `aws_access_key_id = ${own.AWS_ACCESS_KEY_ID}`,
    `aws_secret_access_key = ${own.AWS_SECRET_ACCESS_KEY}`,
  ];
  await writeFile(join(folder, 'credentials'), ['[reader]', ...lines].join('\n'));
  expect(await validate({}, { profile: 'reader' })).toMatchObject(good);
  expect(await validate({}, { profile: 'nobody' })).toMatchObject([
    { name: 'credentials', ok: false, remedy: expect.stringContaining('aws sso login') },
  ]);
});

test('a person who signed in with SSO; one whose sign-in ended is told what to do', async () => {
  const keys = { accessKeyId: 'ASIASSO', secretAccessKey: 'secret-of-sso', sessionToken: 'session-of-sso' };
  fake.otherKeys.push(keys);
  const expiration = Date.now() + 3_600_000;
  const portal = await createFakeServer({
    routes: [
      {
        route: 'GET /federation/credentials',
        kind: 'token',
        answer: ({ headers, query }) =>
          headers['x-amz-sso_bearer_token'] === 'signed-in' && query.role_name === 'Reader'
            ? { json: { roleCredentials: { ...keys, expiration } } }
            : { status: 401 },
      },
    ],
  });
  onTestFinished(() => portal.close());
  const cache = join(folder, '.aws', 'sso', 'cache');
  await mkdir(cache, { recursive: true });
  const start = 'https://team.awsapps.example/start';
  const remember = async (session: string, end: number) => {
    const token = {
      startUrl: start,
      region: 'eu-west-1',
      accessToken: 'signed-in',
      expiresAt: new Date(end).toISOString(),
    };
    await writeFile(join(cache, `${hash('sha1', session)}.json`), JSON.stringify(token));
    return [
      `[profile ${session}]`,
      `sso_session = ${session}`,
      'sso_account_id = 123456789012',
      'sso_role_name = Reader',
      `[sso-session ${session}]`,
      `sso_start_url = ${start}`,
      'sso_region = eu-west-1',
    ];
  };
  const config = [...(await remember('today', expiration)), ...(await remember('yesterday', Date.now() - 1000))];
  await writeFile(join(folder, 'config'), config.join('\n'));
  const environment = { AWS_ENDPOINT_URL_SSO: portal.url };
  expect(await validate(environment, { profile: 'today' })).toMatchObject(good);
  expect(await validate(environment, { profile: 'yesterday' })).toMatchObject([
    { name: 'credentials', ok: false, remedy: expect.stringContaining('aws sso login') },
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
