import { expect, test } from 'vitest';
import { failWith } from './support/fail-with.ts';
import { makeClient } from './support/make-client.ts';
import { startServer } from './support/start-server.ts';

const once = { attempts: 1 };

test('headers that do not come are transient', async () => {
  const server = await startServer(() => undefined);
  const byDefault = makeClient({ limits: { ...once, headersTimeout: 50 } });
  expect((await failWith(byDefault.request({ url: server.url }))).message).toContain('did not answer in time');
  const byRequest = makeClient({ limits: once });
  expect((await failWith(byRequest.request({ url: server.url, idleTimeout: 50 }))).kind).toBe('transient');
});

test('a content that stops coming is transient', async () => {
  const server = await startServer((_request, response) => void response.write('x'));
  const client = makeClient({ limits: once });
  const response = await client.request({ url: server.url, idleTimeout: 50 });
  const error = await failWith(response.text());
  expect([error.kind, error.message]).toEqual(['transient', expect.stringContaining('it stopped sending')]);
});

test('a content that drips for ever ends with the total limit', async () => {
  const server = await startServer((_request, response) => {
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  });
  const client = makeClient({ limits: { totalTimeout: 150 } });
  const response = await client.request({ url: server.url });
  const error = await failWith(response.text());
  expect([error.kind, error.message]).toEqual(['transient', `GET ${server.url}/: not done after 150 ms`]);
  const unanswered = await startServer(() => undefined);
  expect((await failWith(client.request({ url: unanswered.url }))).message).toContain('not done after 150 ms');
  expect(unanswered.requests).toHaveLength(1);
});

test('an error whose content stalls is told without it', async () => {
  const server = await startServer((_request, response) => void response.writeHead(403).write('half a'));
  const client = makeClient();
  const error = await failWith(client.request({ url: server.url, idleTimeout: 50 }));
  expect([error.kind, error.message]).toEqual(['forbidden', `GET ${server.url}/ answered 403: half a`]);
});
