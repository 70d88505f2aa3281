import { SourceError } from '@acequia/core';
import { expect, test } from 'vitest';
import type { SignRequest } from '../src/index.ts';
import { failWith } from './support/fail-with.ts';
import { makeClient } from './support/make-client.ts';
import { startServer } from './support/start-server.ts';

test('tokens and passwords are sent as the method says, over what the connector sets', async () => {
  const server = await startServer((_request, response) => void response.end());
  await makeClient({ auth: { type: 'token', token: 'abc' } }).request({
    url: server.url,
    headers: { Authorization: 'x' },
  });
  await makeClient({ auth: { type: 'token', token: 'abc', header: 'PRIVATE-TOKEN', prefix: '' } }).request({
    url: server.url,
  });
  await makeClient({ auth: { type: 'basic', username: 'jö', password: 'p:w' } }).request({ url: server.url });
  await makeClient().request({ url: server.url });
  const basic = `Basic ${Buffer.from('jö:p:w').toString('base64')}`;
  expect(server.requests.map(({ headers }) => headers.authorization ?? headers['private-token'])).toEqual([
    'Bearer abc',
    'abc',
    basic,
    undefined,
  ]);
});

test('a token that no header can carry is a matter of settings, and is not shown', () => {
  const make = () => makeClient({ auth: { type: 'token', token: 'abc\ndef-secret' } });
  expect(make).toThrow(
    expect.objectContaining({ kind: 'bad-settings', message: expect.not.stringContaining('secret') }),
  );
});

test('credentials that are asked for get one more chance after a 401', async () => {
  const server = await startServer((request, response) => {
    response.writeHead(request.headers.authorization === 'Bearer new-1' ? 200 : 401).end();
  });
  const asked: SignRequest[] = [];
  const client = makeClient({
    auth: {
      type: 'headers',
      headers: async (request) => {
        asked.push(request);
        return { Authorization: request.refused ? `Bearer new-${asked.length - 1}` : 'Bearer old' };
      },
    },
  });
  const response = await client.request({ url: `${server.url}/x`, query: { a: 1 }, subject: 'ann@example.org' });
  expect(response.status).toBe(200);
  expect(asked.map(({ refused }) => refused)).toEqual([undefined, { Authorization: 'Bearer old' }]);
  expect(asked[0]).toMatchObject({ method: 'GET', subject: 'ann@example.org' });
  expect(asked[0]?.url.href).toBe(`${server.url}/x?a=1`);
  const error = await failWith(client.request({ url: server.url }));
  expect([error.kind, asked.length, server.requests.length]).toEqual(['auth', 4, 4]);
});

test('an error of who is asked reaches the caller as it is, and is not tried again', async () => {
  const server = await startServer((_request, response) => void response.end());
  const error = new SourceError('transient', 'The token endpoint is down');
  let asked = 0;
  const headers = async () => {
    asked++;
    throw error;
  };
  expect(await failWith(makeClient({ auth: { type: 'headers', headers } }).request({ url: server.url }))).toBe(error);
  expect([asked, server.requests.length]).toEqual([1, 0]);
});

test('credentials stay with the origins that they belong to', async () => {
  const server = await startServer((_request, response) => void response.end());
  const byOrigin = async (credentialOrigins: string[]) => {
    const auth = { type: 'token', token: 'abcdef' } as const;
    await makeClient({ auth, credentialOrigins }).request({ url: server.url });
    return server.requests.at(-1)?.headers.authorization;
  };
  expect(await byOrigin([server.url])).toBe('Bearer abcdef');
  expect(await byOrigin(['https://api.example.com', 'https://*.0.0.1'])).toBeUndefined();
  expect(await byOrigin([`http://*.0.0.1:${server.port}`])).toBe('Bearer abcdef');
  await expect(byOrigin(['example.com'])).rejects.toThrow('no origin');
});
