import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { RequestAuth } from '../src/index.ts';
import { ControlledClock } from './support/controlled-clock.ts';
import { failWith } from './support/fail-with.ts';
import { makeClient, makeHost } from './support/make-client.ts';
import { type StartedServer, startServer } from './support/start-server.ts';

const reason = new Error('the sync is canceled');

/** Aborts, and expects the promise to reject with the reason right then. */
async function expectAbort(abort: AbortController, pending: Promise<unknown>): Promise<void> {
  const start = performance.now();
  abort.abort(reason);
  await expect(pending).rejects.toBe(reason);
  expect(performance.now() - start).toBeLessThan(200);
}

function silentServer(): Promise<StartedServer> {
  return startServer(() => undefined);
}

async function untilClosed(server: StartedServer): Promise<void> {
  await Promise.all([...server.sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
}

test('before it starts', async () => {
  const server = await silentServer();
  const client = makeClient({ signal: AbortSignal.abort(reason) });
  await expect(client.request({ url: server.url })).rejects.toBe(reason);
  expect(server.requests).toHaveLength(0);
});

test('while credentials are asked for', async () => {
  const server = await silentServer();
  const abort = new AbortController();
  const asked = Promise.withResolvers<void>();
  const auth: RequestAuth = {
    type: 'headers',
    headers: () => {
      asked.resolve();
      return new Promise(() => undefined);
    },
  };
  const pending = makeClient({ signal: abort.signal, auth }).request({ url: server.url });
  await asked.promise;
  await expectAbort(abort, pending);
  expect(server.requests).toHaveLength(0);
});

test('while it waits for headers', async () => {
  const abort = new AbortController();
  const arrived = Promise.withResolvers<void>();
  const server = await startServer(() => arrived.resolve());
  const pending = makeClient({ signal: abort.signal }).request({ url: server.url });
  await arrived.promise;
  await Promise.all([expectAbort(abort, pending), untilClosed(server)]);
});

test('while it waits for the source', async () => {
  const clock = new ControlledClock();
  const abort = new AbortController();
  const server = await startServer((_request, response) => void response.writeHead(429, { 'retry-after': '9' }).end());
  const pending = makeClient({ host: makeHost({ clock }), signal: abort.signal }).request({ url: server.url });
  await clock.untilAsleep();
  await expectAbort(abort, pending);
  expect(clock.sleeping).toBe(0);
});

test('in the pause before another try', async () => {
  const clock = new ControlledClock();
  const abort = new AbortController();
  const server = await startServer((_request, response) => void response.writeHead(500).end());
  const pending = makeClient({ host: makeHost({ clock }), signal: abort.signal }).request({ url: server.url });
  await clock.untilAsleep();
  await expectAbort(abort, pending);
  expect(server.requests).toHaveLength(1);
});

test.each(['text', 'json', 'bytes'] as const)('in the middle of %s', async (method) => {
  const abort = new AbortController();
  const server = await startServer((_request, response) => void response.write('{"a":'));
  const response = await makeClient({ signal: abort.signal }).request({ url: server.url });
  await Promise.all([expectAbort(abort, response[method]()), untilClosed(server)]);
});

test('in the middle of a stream, plain or coded', async () => {
  const bytes = gzipSync(Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * index) % 251)));
  for (const encoding of ['identity', 'gzip']) {
    const abort = new AbortController();
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).write(bytes.subarray(0, -8));
    });
    const response = await makeClient({ signal: abort.signal }).request({ url: server.url });
    const parts = response.stream()[Symbol.asyncIterator]();
    await parts.next();
    const rest = (async () => {
      while (!(await parts.next()).done);
    })();
    await Promise.all([expectAbort(abort, rest), untilClosed(server)]);
  }
});

test('answers that nobody reads are ended by close, and later requests refused', async () => {
  const server = await startServer((_request, response) => void response.write('x'.repeat(500_000)));
  const client = makeClient();
  await client.request({ url: server.url });
  const response = await client.request({ url: server.url });
  client.close();
  await untilClosed(server);
  expect((await failWith(response.text())).kind).toBe('internal');
  expect((await failWith(client.request({ url: server.url }))).kind).toBe('internal');
});
