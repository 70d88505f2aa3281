import { inspect } from 'node:util';
import type { Logger } from '@acequia/core';
import { expect, test } from 'vitest';
import { createRedactor } from '../src/index.ts';
import { failWith } from './support/fail-with.ts';
import { makeClient } from './support/make-client.ts';
import { startServer } from './support/start-server.ts';

const secret = 'p@ss/w+rd="x"\n?é_Z9';
const redactor = createRedactor([secret, 'abc', 'line-one-is-long-enough\nline-two-is-long-enough']);

test.each([
  ['plain', secret],
  ['URL', encodeURIComponent(secret)],
  ['URL, lower case', encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
  ['form', new URLSearchParams({ a: secret }).toString().slice(2)],
  ['JSON', JSON.stringify({ a: secret }).slice(6, -2)],
  ['JSON with slashes', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
  ['base64', Buffer.from(secret).toString('base64')],
  ['base64url', Buffer.from(secret).toString('base64url')],
  ['basic', Buffer.from(`u:${secret}`).toString('base64')],
  ['basic of another length', Buffer.from(`us:${secret}:more`).toString('base64url')],
])('%s', (_name, form) => {
  const text = redactor.text(`before ${form} after`);
  expect(text).toContain('***');
  expect(text).toMatch(/^before .*\*\*\*.* after$/);
  // What is left of base64 is the neighbours, at most.
  expect(text.length).toBeLessThan('before *** after'.length + 14);
  expect(text).not.toContain(form);
});

test('one line of a key, but no ordinary word', () => {
  expect(redactor.text('x line-two-is-long-enough abc')).toBe('x *** abc');
  expect(createRedactor().text('nothing to hide')).toBe('nothing to hide');
});

test('addresses lose user information and secret parameters', () => {
  const text = redactor.text(
    'https://me:pw@host/a?x=1&access_token=T0K&X-Amz-Signature=SIG&page=2 ftp://u@h/ mail me@example.org?sig=1&code=9#f',
  );
  expect(text).toBe(
    'https://host/a?x=1&access_token=***&X-Amz-Signature=***&page=2 ftp://h/ mail me@example.org?sig=***&code=***#f',
  );
});

test('values of any shape', () => {
  const error = Object.assign(new Error(`failed: ${secret}`), { code: 'E1', config: { secret } });
  const value = redactor.value({ [secret]: [secret, 1, null, new Uint8Array(3), new URL('http://a:b@c/')], error });
  expect(value).toEqual({
    '***': ['***', 1, null, '3 bytes', 'http://c/'],
    error: { name: 'Error', message: 'failed: ***', code: 'E1' },
  });
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(JSON.stringify(redactor.value(circle))).toContain('...');
});

test('long texts of any kind take linear time', () => {
  const start = performance.now();
  for (const part of ['a', '://', '?', '&token', '%', 'token', '@']) redactor.text(part.repeat(200_000));
  expect(performance.now() - start).toBeLessThan(2000);
});

const forms = (text: string) => [
  text,
  encodeURIComponent(text),
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
  Buffer.from(text).toString('base64url'),
];

test('no secret in any error or log line of a client, whatever the source says', async () => {
  const canary = 'cAnAry/tok+en-93847';
  const password = 'pässwörd/83+7465';
  const refreshed = 'rotating-84h3f9-token';
  const echo = forms(canary).concat(forms(password), forms(refreshed), [
    Buffer.from(`me:${password}`).toString('base64'),
  ]);
  const server = await startServer((request, response) => {
    if (request.url === '/lost') return request.socket.destroy();
    if (request.url?.startsWith('/json')) return void response.end(`<html>${echo.join(' ')}`);
    if (request.url === '/to')
      return void response.writeHead(302, { location: `ftp://${canary}@x/?token=${canary}` }).end();
    if (request.url === '/circle') return void response.writeHead(302, { location: '/circle' }).end();
    const status = Number(/\d+/.exec(request.url ?? '')?.[0] ?? 500);
    response.writeHead(status, { 'x-echo': canary }).end(`${'.'.repeat(190)}${echo.join(' ')}`);
  });
  const seen: unknown[] = [];
  const write = (message: string, fields?: object) => void seen.push(message, fields);
  const log: Logger = { debug: write, info: write, warn: write, error: write };
  const clients = [
    makeClient({ log, auth: { type: 'token', token: canary }, secrets: [password, refreshed] }),
    makeClient({ log, auth: { type: 'basic', username: 'me', password }, secrets: [canary, refreshed] }),
    makeClient({
      log,
      auth: { type: 'headers', headers: async () => ({ authorization: `Bearer ${refreshed}` }) },
      secrets: [canary, password],
    }),
  ];
  const paths = [
    '/lost',
    '/to',
    '/circle',
    '/400',
    '/401',
    '/403',
    '/404',
    '/429',
    '/500',
    `/404?token=${canary}&q=${canary}`,
  ];
  for (const client of clients) {
    for (const path of paths) seen.push(await failWith(client.request({ url: server.url + path })));
    seen.push(
      await failWith(
        client.request({ url: `${server.url}/json?a=${encodeURIComponent(canary)}` }).then((r) => r.json()),
      ),
    );
    seen.push(await failWith(client.request({ url: server.url, headers: { a: `${canary}\n` } })));
  }
  const everything = inspect(seen, { depth: 10, showHidden: true, maxStringLength: Number.POSITIVE_INFINITY });
  for (const form of echo) expect(everything).not.toContain(form);
  // Half a secret at a cut would be one too.
  for (const start of [canary, password, refreshed]) expect(everything).not.toContain(start.slice(0, 8));
  expect(everything).toContain('***');
});
