import { expect, test } from 'vitest';
import { parseChallenges } from '../src/request/auth-challenges.ts';
import { type DigestParts, expectedDigest } from './support/expected-digest.ts';
import { failWith } from './support/fail-with.ts';
import { makeClient } from './support/make-client.ts';
import { type StartedServer, startServer } from './support/start-server.ts';

const username = 'J\u00e4s\u00f8n "Doe"';
const password = 'Secret, or not?';
const auth = { type: 'basic', username, password } as const;

interface Challenge {
  readonly realm: string;
  readonly algorithm: DigestParts['algorithm'];
  /** In turn; the last one stays. */
  readonly nonces: readonly string[];
  /** What is written, without the nonce. */
  readonly text: string;
  /** How many requests a nonce is good for. */
  readonly uses?: number;
  readonly stale?: boolean;
}

/** A server that wants a digest, and checks each. */
async function startDigestServer(challenge: Challenge): Promise<StartedServer & { readonly statuses: number[] }> {
  const { realm, algorithm, nonces, text, uses = Number.POSITIVE_INFINITY, stale = true } = challenge;
  const statuses: number[] = [];
  let turn = 0;
  let used = 0;
  const server = await startServer(({ method = '', url = '', headers }, response) => {
    const given = Buffer.from(headers.authorization ?? '', 'latin1').toString();
    const [parsed] = given.startsWith('Digest ') ? parseChallenges(given) : [];
    const parts = Object.fromEntries(parsed?.parameters ?? []);
    const { nonce = '', uri = '', cnonce = '', nc = '' } = parts;
    const counted = parts.qop === 'auth' ? { counted: { nc, cnonce } } : {};
    const session = text.includes('-sess') ? { session: cnonce } : {};
    const right = expectedDigest({
      ...{ algorithm, username, realm, password, nonce, method, uri },
      ...counted,
      ...session,
    });
    const isRight = parts.response === right && uri === url && Boolean(nonce);
    const isCurrent = nonce === nonces[turn] && used < uses;
    if (isRight && isCurrent) {
      used++;
      expect(Number.parseInt(nc || '1', 16)).toBe(counted.counted ? used : 1);
      statuses.push(url === '/folder' ? 301 : 200);
      response.writeHead(url === '/folder' ? 301 : 200, { location: '/folder/' }).end();
      return;
    }
    if (isRight && used > 0) {
      turn = Math.min(turn + 1, nonces.length - 1);
      used = 0;
    }
    const mark = isRight && stale ? ', stale=TRUE' : '';
    statuses.push(401);
    response.writeHead(401, { 'www-authenticate': `Digest ${text}, nonce="${nonces[turn]}"${mark}` }).end();
  });
  return Object.assign(server, { statuses });
}

const usual: Challenge = {
  realm: 'my files',
  algorithm: 'md5',
  nonces: ['n=1,2'],
  text: 'realm="my files", qop="auth", algorithm=MD5',
};

test('the expected digests are those of the RFC', () => {
  const example = {
    username: 'Mufasa',
    realm: 'http-auth@example.org',
    password: 'Circle of Life',
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    method: 'GET',
    uri: '/dir/index.html',
    counted: { nc: '00000001', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' },
  } as const;
  expect(expectedDigest({ ...example, algorithm: 'md5' })).toBe('8ca523f5e9506fed4657c9700eebdbec');
  expect(expectedDigest({ ...example, algorithm: 'sha256' })).toBe(
    '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
  );
});

test.each<[string, Challenge]>([
  ['MD5', usual],
  [
    'SHA-256 and a choice',
    { ...usual, algorithm: 'sha256', text: 'realm="my files",algorithm=SHA-256,qop="auth-int,auth"' },
  ],
  ['SHA-512-256', { ...usual, algorithm: 'sha512-256', text: 'realm="my files", algorithm=SHA-512-256, qop=auth' }],
  ['a session', { ...usual, text: 'realm="my files", algorithm=MD5-sess, qop="auth"' }],
  ['neither algorithm nor qop', { ...usual, text: 'realm="my files"' }],
  ['a realm with quotes', { ...usual, realm: 'the "files", ours', text: 'realm="the \\"files\\", ours", qop="auth"' }],
  [
    'several ways',
    { ...usual, text: 'algorithm=TOKEN, realm="x", nonce="x", Negotiate abc==, Digest realm="my files", qop="auth"' },
  ],
])('a server that wants a digest with %s gets it, from then on at once', async (_what, challenge) => {
  const server = await startDigestServer(challenge);
  const client = makeClient({ auth });
  await client.request({ method: 'PROPFIND', url: `${server.url}/a%20b`, query: { q: '1 2' }, body: 'x' });
  await client.request({ url: `${server.url}/c` });
  expect(server.statuses).toEqual([401, 200, 200]);
  expect(server.requests[0]?.headers.authorization).toMatch(/^Basic /);
});

test('a redirect is signed for its own address', async () => {
  const server = await startDigestServer(usual);
  const client = makeClient({ auth });
  expect((await client.request({ url: `${server.url}/folder` })).status).toBe(200);
  expect(server.statuses).toEqual([401, 301, 200]);
});

test.each([true, false])('a challenge that grows old (told: %s) is answered anew', async (stale) => {
  const server = await startDigestServer({ ...usual, nonces: ['1', '2', '3'], uses: 2, stale });
  const client = makeClient({ auth });
  for (let index = 0; index < 5; index++) await client.request({ url: server.url });
  expect(server.statuses).toEqual([401, 200, 200, 401, 200, 200, 401, 200]);
});

test('requests at the same time share a challenge', async () => {
  const server = await startServer(({ headers }, response) => {
    const isSigned = headers.authorization?.startsWith('Digest ');
    response.writeHead(isSigned ? 200 : 401, { 'www-authenticate': 'Digest realm="x", nonce="1", qop="auth"' }).end();
  });
  const client = makeClient({ auth });
  await Promise.all(Array.from({ length: 5 }, () => client.request({ url: server.url })));
  const counts = server.requests.map(({ headers }) => /nc=(\w+)/.exec(headers.authorization ?? '')?.[1] ?? '');
  expect(counts.filter(Boolean).sort()).toEqual(['00000001', '00000002', '00000003', '00000004', '00000005']);
});

test.each([
  ['a wrong password', 'Digest realm="x", nonce="1", qop="auth"', 2],
  ['a wrong password, for which each answer has another nonce', 'Digest realm="x", nonce="%", qop="auth"', 2],
  ['a wrong password where the server takes both', 'Digest realm="x", nonce="1", Basic realm="x"', 1],
  ['a digest that nobody knows', 'Digest realm="x", nonce="1", algorithm=ROT13', 1],
  ['a digest of contents', 'Digest realm="x", nonce="1", qop="auth-int"', 1],
  ['a challenge that is none', 'Digest', 1],
  ['another way to sign in', 'Negotiate', 1],
])('%s is `auth`, and not tried again and again', async (_what, header, requests) => {
  let count = 0;
  const server = await startServer((_request, response) => {
    response.writeHead(401, { 'www-authenticate': header.replace('%', String(++count)) }).end();
  });
  const error = await failWith(makeClient({ auth }).request({ url: server.url }));
  expect([error.kind, server.requests.length]).toEqual(['auth', requests]);
  expect(error.message).not.toContain(password);
});

test('challenges are read however they are written', () => {
  const read = (text: string) =>
    parseChallenges(text).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
  expect(read('Basic realm="a, b=c", Digest NONCE = "x\\"y" ,qop=auth,, Bearer')).toEqual([
    ['basic', { realm: 'a, b=c' }],
    ['digest', { nonce: 'x"y', qop: 'auth' }],
    ['bearer', {}],
  ]);
  for (const text of ['', ',', '"', 'realm="x"', '='.repeat(50_000)]) expect(read(text)).toEqual([]);
  expect(read(`Digest a="${'\\'.repeat(50_001)}`)).toEqual([['digest', { a: '' }]]);
});

test('a server that takes neither is told by what it takes', async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(401, { 'www-authenticate': ['Negotiate', 'NTLM'] }).end();
  });
  const error = await failWith(makeClient({ auth }).request({ url: server.url }));
  expect(error).toMatchObject({ kind: 'auth', hint: expect.stringContaining('only negotiate, ntlm') });
  const token = await failWith(makeClient({ auth: { type: 'token', token: 'x' } }).request({ url: server.url }));
  expect(token.hint).toMatch(/^Check the credentials/);
});
