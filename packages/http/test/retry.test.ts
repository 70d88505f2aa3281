import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { createHttpClient } from '../src/index.ts';
import { ControlledClock, JumpingClock } from './support/controlled-clock.ts';
import { failWith } from './support/fail-with.ts';
import { makeClient, makeHost } from './support/make-client.ts';
import { startServer, startSocketServer } from './support/start-server.ts';

test.each([408, 425, 500, 502, 503, 504])('status %i is tried again, four times in all', async (status) => {
  const server = await startServer((_request, response) => void response.writeHead(status).end('sorry'));
  const clock = new JumpingClock();
  const client = makeClient({ host: makeHost({ clock }) });
  const error = await failWith(client.request({ method: 'POST', url: server.url, json: {} }));
  expect([error.kind, server.requests.length]).toEqual(['transient', 4]);
  expect(error.message).toContain(`answered ${status}: sorry`);
  // Half of 0.5, 1 and 2 seconds.
  expect(clock.slept).toEqual([250, 500, 1000]);
  expect(client.counters).toMatchObject({ requests: 4, retries: 3, waited: 1750 });
});

test('what works the second time is an answer', async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(server.requests.length === 1 ? 502 : 200).end('ok');
  });
  const response = await makeClient().request({ url: server.url });
  expect(await response.text()).toBe('ok');
});

test('a lost connection is tried again only where that is safe', async () => {
  let connections = 0;
  const server = await startSocketServer((socket) => {
    connections++;
    socket.once('data', () => socket.destroy());
  });
  const count = async (request: { method?: string; idempotent?: boolean }) => {
    connections = 0;
    const error = await failWith(makeClient().request({ url: server.url, ...request }));
    return [error.kind, connections];
  };
  expect(await count({})).toEqual(['transient', 4]);
  expect(await count({ method: 'PROPFIND' })).toEqual(['transient', 4]);
  expect(await count({ method: 'POST' })).toEqual(['transient', 1]);
  expect(await count({ method: 'POST', idempotent: true })).toEqual(['transient', 4]);
  expect(await count({ idempotent: false })).toEqual(['transient', 1]);
});

test('a refused connection is tried again whatever the method: nothing was sent', async () => {
  const clock = new JumpingClock();
  // A port that was free a moment ago.
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const error = await failWith(
    makeClient({ host: makeHost({ clock }) }).request({ method: 'POST', url: `http://127.0.0.1:${port}/` }),
  );
  expect([error.kind, clock.slept.length]).toEqual(['transient', 3]);
  expect(error.message).toContain('the connection is refused (ECONNREFUSED)');
});

test('an answer that is no HTTP is bad-response, not tried again', async () => {
  let connections = 0;
  const server = await startSocketServer((socket) => {
    connections++;
    socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  });
  const error = await failWith(makeClient().request({ url: server.url }));
  expect([error.kind, connections]).toEqual(['bad-response', 1]);
});

test('https to a server without TLS is a matter of settings, and told in words', async () => {
  const server = await startServer((_request, response) => void response.end());
  const url = server.url.replace('http:', 'https:');
  const { kind, message, hint } = await failWith(makeClient().request({ url }));
  expect([kind, message]).toEqual(['bad-settings', `GET ${url}/: the server does not speak TLS on this port`]);
  expect(hint).toContain('http://');
});

test('Retry-After in seconds is waited out, and no other client of the credential goes before', async () => {
  const clock = new ControlledClock();
  const host = makeHost({ clock });
  const sentAt: number[] = [];
  const server = await startServer((_request, response) => {
    sentAt.push(clock.now());
    if (sentAt.length === 1) response.writeHead(429, { 'retry-after': '20' }).end();
    else response.end('ok');
  });
  const start = clock.now();
  const waits: unknown[] = [];
  const make = (credential: string) =>
    createHttpClient({ host, credential, onWait: ({ until, reason }) => waits.push([until - start, reason]) });
  const first = make('shared').request({ url: server.url });
  await clock.untilAsleep();
  const second = make('shared').request({ url: server.url });
  await (await make('other').request({ url: server.url })).discard();
  expect(sentAt).toEqual([start, start]);
  await clock.advance(19_999);
  expect(sentAt).toHaveLength(2);
  await clock.advance(1);
  expect([(await first).status, (await second).status]).toEqual([200, 200]);
  expect(sentAt.slice(2)).toEqual([start + 20_000, start + 20_000]);
  expect(waits).toEqual([
    [20_000, 'budget'],
    [20_000, 'budget'],
  ]);
});

test.each([
  [503, '120'],
  [429, 'Thu, 01 Jan 2026 00:02:00 GMT'],
  [403, 'Thursday, 01-Jan-26 00:02:00 GMT'],
  [503, 'Thu Jan  1 00:02:00 2026'],
])('%i with Retry-After %s is too long to wait out: rate-limited', async (status, retryAfter) => {
  const clock = new JumpingClock();
  const host = makeHost({ clock });
  const start = clock.now();
  const server = await startServer((_request, response) => {
    response.sendDate = false;
    response.writeHead(status, { 'retry-after': retryAfter }).end('slow down');
  });
  const client = makeClient({ host });
  const error = await failWith(client.request({ url: server.url, bucket: 'search' }));
  expect(error).toMatchObject({ kind: 'rate-limited', until: start + 120_000, bucket: 'search' });
  expect(error.message).toContain('slow down');
  // Asked again, nothing is sent.
  const again = await failWith(makeClient({ host }).request({ url: server.url, bucket: 'search' }));
  expect(again).toMatchObject({ kind: 'rate-limited', until: start + 120_000, bucket: 'search' });
  expect(server.requests).toHaveLength(1);
  expect(clock.slept).toEqual([]);
});

test('a date is read against the clock of the server', async () => {
  const clock = new JumpingClock();
  const start = clock.now();
  const server = await startServer((_request, response) => {
    response.writeHead(429, { date: 'Mon, 06 Nov 1995 08:00:00 GMT', 'retry-after': 'Mon, 06 Nov 1995 08:01:00 GMT' });
    response.end();
  });
  const error = await failWith(makeClient({ host: makeHost({ clock }) }).request({ url: server.url }));
  expect(error).toMatchObject({ kind: 'rate-limited', until: start + 60_000 });
});

test('a source that says 429 for ever, without a time or with 0, is given up in bounded time', async () => {
  for (const headers of [{}, { 'retry-after': '0' }, { 'retry-after': 'soon' }, { 'retry-after': '-5' }]) {
    const clock = new JumpingClock();
    const server = await startServer((_request, response) => void response.writeHead(429, headers).end());
    const start = clock.now();
    const error = await failWith(makeClient({ host: makeHost({ clock }) }).request({ url: server.url }));
    expect(error.kind).toBe('rate-limited');
    expect(error.until).toBeGreaterThan(clock.now());
    expect(clock.now() - start).toBeLessThanOrEqual(120_000);
    expect(server.requests.length).toBeLessThan(12);
  }
});

test('a wait that another process was told of holds here too', async () => {
  const host = makeHost();
  const server = await startServer((_request, response) => void response.end());
  const until = host.clock.now() + 3_600_000;
  host.budgets.block({ credential: 'c', until });
  expect(await failWith(makeClient({ host }).request({ url: server.url }))).toMatchObject({
    kind: 'rate-limited',
    until,
  });
  expect(server.requests).toHaveLength(0);
});

test('a published rate is kept by all clients of a credential', async () => {
  const clock = new ControlledClock();
  const host = makeHost({ clock });
  const sentAt: number[] = [];
  let arrived = () => {};
  const server = await startServer((_request, response) => {
    sentAt.push(clock.now() - start);
    response.end();
    arrived();
  });
  const start = clock.now();
  const clients = [1, 2].map(() => makeClient({ host, rates: [{ requests: 2, window: 1000 }] }));
  let next = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const all = Promise.all([...clients, ...clients].map((client) => client.request({ url: server.url })));
  for (let sent = 1; sent < 4; sent++) {
    await next;
    next = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    await clock.untilAsleep();
    await clock.advance(500);
  }
  await all;
  expect(sentAt).toEqual([0, 500, 1000, 1500]);
});
