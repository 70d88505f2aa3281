import { afterEach, describe, expect, it } from 'vitest';
import {
  createFakeServer,
  createManualClock,
  type FakeFault,
  type FakeServer,
  type FakeServerOptions,
  oauthTokenRoute,
  signInAuth,
  tokenAuth,
} from '../../src/index.ts';

const servers: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(options: Partial<FakeServerOptions> = {}): Promise<FakeServer> {
  const server = await createFakeServer({
    routes: [
      { route: 'GET /items', kind: 'listing', answer: () => ({ json: { items: [{ id: 'a' }], next: 'b' } }) },
      { route: 'GET /items/:id', kind: 'document', bucket: 'single', answer: ({ params }) => ({ json: params }) },
      { route: 'GET /files/*path', kind: 'content', answer: ({ params }) => ({ body: params.path ?? '' }) },
      { route: 'POST /echo', kind: 'account', answer: ({ json, query }) => ({ status: 201, json: { json, query } }) },
    ],
    ...options,
  });
  servers.push(server);
  return server;
}

describe('a fake server', () => {
  it('finds routes, decodes their parameters and logs requests', async () => {
    const { url, requests } = await start();
    expect(await (await fetch(`${url}/items/${encodeURIComponent('ä/?')}`)).json()).toEqual({ id: 'ä/?' });
    expect(await (await fetch(`${url}/files/a/b%20c`)).text()).toBe('a/b c');
    const echoed = await fetch(`${url}/echo?q=1`, { method: 'POST', body: '{"a":1}' });
    expect([echoed.status, await echoed.json()]).toEqual([201, { json: { a: 1 }, query: { q: '1' } }]);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    expect((await fetch(`${url}/items/%ff`)).status).toBe(404);
    expect(requests.all.map(({ number, kind, bucket, status }) => [number, kind, bucket, status])).toEqual([
      [1, 'document', 'single', 200],
      [2, 'content', 'default', 200],
      [3, 'account', 'default', 201],
      [4, 'unknown', 'default', 404],
      [5, 'unknown', 'default', 404],
    ]);
    requests.clear();
    expect(requests.count()).toBe(0);
  });

  it('shows in an answer what changed while it was asked for', async () => {
    let title = 'before';
    const { url, onRequest } = await start({
      routes: [{ route: 'GET /title', kind: 'document', answer: () => ({ json: title }) }],
    });
    onRequest(() => {
      title = 'while';
    });
    expect(await (await fetch(`${url}/title`)).json()).toBe('while');
    onRequest(undefined);
    title = 'after';
    expect(await (await fetch(`${url}/title`)).json()).toBe('after');
  });

  it('refuses in the words of the vendor', async () => {
    const { url, faults } = await start({ refuse: (status) => ({ status: 200, json: { ok: false, status } }) });
    faults.at('listing', { type: 'status', status: 403, headers: { 'x-why': 'because' } });
    const answer = await fetch(`${url}/items`);
    expect([answer.status, answer.headers.get('x-why'), await answer.json()]).toEqual([
      200,
      'because',
      { ok: false, status: 403 },
    ]);
  });

  it('asks who is there, until credentials expire', async () => {
    const auth = tokenAuth('first-token', { header: 'x-api-key', prefix: '' });
    const { url } = await start({ auth });
    const ask = async () =>
      (await fetch(`${url}/items`, { headers: { 'x-api-key': auth.credentials().token ?? '' } })).status;
    expect((await fetch(`${url}/items`)).status).toBe(401);
    expect(await ask()).toBe(200);
    auth.expire();
    const old = await fetch(`${url}/items`, { headers: { 'x-api-key': 'first-token' } });
    expect([old.status, await ask()]).toEqual([401, 200]);
  });

  it('gives access tokens that run out, for refresh tokens that work once', async () => {
    const clock = createManualClock();
    const signIn = signInAuth({ now: clock.now, credentials: { refreshToken: 'r0' }, lifetime: 60_000 });
    const { url } = await start({
      auth: signIn,
      routes: [
        oauthTokenRoute('/token', signIn),
        { route: 'GET /items', kind: 'listing', answer: () => ({ json: [] }) },
      ],
    });
    const refresh = async (token: string) => {
      const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token });
      const answer = await fetch(`${url}/token`, { method: 'POST', body });
      return { status: answer.status, ...((await answer.json()) as { access_token: string; refresh_token: string }) };
    };
    const pair = await refresh('r0');
    const ask = async () =>
      (await fetch(`${url}/items`, { headers: { authorization: `Bearer ${pair.access_token}` } })).status;
    expect(await ask()).toBe(200);
    expect((await refresh('r0')).status).toBe(400);
    expect(signIn.credentials().refreshToken).toBe(pair.refresh_token);
    await clock.advance(60_000);
    expect(await ask()).toBe(401);
    expect((await refresh(pair.refresh_token)).status).toBe(200);
  });
});

describe('faults of a fake server', () => {
  const texts: readonly (readonly [FakeFault, string])[] = [
    [{ type: 'truncate' }, '{"items":[{"id":'],
    [{ type: 'mistype' }, '{"items":"none","next":"b"}'],
    [{ type: 'json', json: [1] }, '[1]'],
    [{ type: 'slow', milliseconds: 1 }, '{"items":[{"id":"a"}],"next":"b"}'],
  ];

  it.each(texts)('%o', async (fault, text) => {
    const { url, faults } = await start();
    faults.at(2, fault);
    await fetch(`${url}/items`);
    const answer = await fetch(`${url}/items`);
    expect([answer.status, await answer.text()]).toEqual([200, text]);
    expect(await (await fetch(`${url}/items`)).json()).toEqual({ items: [{ id: 'a' }], next: 'b' });
  });

  it('add fields to every object', async () => {
    const { url, faults } = await start();
    faults.at('listing', { type: 'more-fields' });
    const json = (await (await fetch(`${url}/items`)).json()) as { items: object[] };
    expect(Object.keys(json)).toEqual(['items', 'next', 'acequia_added']);
    expect(Object.keys(json.items[0] ?? {})).toEqual(['id', 'acequia_added']);
  });

  it('give a login page with status 200', async () => {
    const { url, faults } = await start();
    faults.at(1, { type: 'html' });
    const answer = await fetch(`${url}/items`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('repeat the answer of a route', async () => {
    let page = 0;
    const { url, faults } = await start({
      routes: [{ route: 'GET /pages', kind: 'listing', answer: () => ({ json: ++page }) }],
    });
    faults.at((request) => request.number === 1 || request.number === 3, { type: 'repeat' });
    const pages = [];
    for (let count = 0; count < 4; count++) pages.push(await (await fetch(`${url}/pages`)).json());
    expect(pages).toEqual([1, 2, 2, 3]);
  });

  it('break connections, and leave requests without an answer until they are given up', async () => {
    const { url, faults, requests, close } = await start();
    faults.at(1, { type: 'reset' });
    faults.at(2, { type: 'reset', when: 'half' });
    faults.at(3, { type: 'stuck' });
    await expect(fetch(`${url}/items`)).rejects.toThrow();
    await expect(fetch(`${url}/items`).then((answer) => answer.text())).rejects.toThrow();
    await expect(fetch(`${url}/items`, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    expect(requests.all.map(({ status }) => status)).toEqual([0, 200, 0]);
    await close();
    await close();
    await expect(fetch(`${url}/items`)).rejects.toThrow();
  });
});

describe('rates of a fake server', () => {
  it.each(['seconds', 'date'] as const)('refuse a bucket until the window ends, in %s', async (as) => {
    const clock = createManualClock();
    const { url, rates, requests } = await start({ clock });
    rates.limit('default', { requests: 2, window: 30_000, as });
    const ask = async () => fetch(`${url}/items`);
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await ask()).status);
    expect(statuses).toEqual([200, 200, 429]);
    const early = await ask();
    expect(early.headers.get('retry-after')).toBe(
      as === 'seconds' ? '30' : new Date(clock.now() + 30_000).toUTCString(),
    );
    expect(requests.early()).toBe(1);
    expect((await fetch(`${url}/items/a`)).status).toBe(200);
    await clock.advance(30_000);
    expect((await ask()).status).toBe(200);
  });

  it('limit each bucket on its own with *, and none any more', async () => {
    const { url, rates } = await start({ clock: createManualClock() });
    rates.limit('*', { requests: 1, window: 1000 });
    const ask = async (path: string) => (await fetch(url + path)).status;
    expect([await ask('/items'), await ask('/items/a'), await ask('/items')]).toEqual([200, 200, 429]);
    rates.limit('*', undefined);
    expect(await ask('/items')).toBe(200);
  });

  it('are told by a planned fault, with 503 too', async () => {
    const clock = createManualClock();
    const { url, faults } = await start({ clock });
    faults.at(1, { type: 'rate-limit', seconds: 5, status: 503 });
    const ask = async () => (await fetch(`${url}/items`)).status;
    expect([await ask(), await ask()]).toEqual([503, 503]);
    await clock.advance(5000);
    expect(await ask()).toBe(200);
  });
});
