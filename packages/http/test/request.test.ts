import { expect, test } from 'vitest';
import { failWith } from './support/fail-with.ts';
import { makeClient, makeHost } from './support/make-client.ts';
import { startServer } from './support/start-server.ts';

test('sends method, headers, query and JSON, and reads JSON', async () => {
  let body = '';
  const server = await startServer(async (request, response) => {
    for await (const chunk of request) body += chunk;
    response.setHeader('content-type', 'application/json');
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    response.end('{"ok":true}');
  });
  const client = makeClient();
  const response = await client.request({
    method: 'POST',
    url: `${server.url}/search?page=1#part`,
    query: { q: 'a b&c/é', empty: '', none: undefined, n: 3, yes: false, 名: '\ud800' },
    headers: { 'X-Version': '7' },
    json: { title: 'Üñí', list: [1, null] },
  });
  expect(response.status).toBe(200);
  expect(response.headers['set-cookie']).toBe('a=1, b=2');
  expect(await response.json()).toEqual({ ok: true });
  const [request] = server.requests;
  expect(request?.url).toBe('/search?page=1&q=a%20b%26c%2F%C3%A9&empty=&n=3&yes=false&%E5%90%8D=%EF%BF%BD');
  expect(request?.headers).toMatchObject({
    'x-version': '7',
    'content-type': 'application/json',
    'user-agent': 'Acequia',
    'accept-encoding': 'gzip, deflate, br, zstd',
  });
  expect(JSON.parse(body)).toEqual({ title: 'Üñí', list: [1, null] });
  expect(response.url).toBe(`${server.url}${request?.url}`);
});

test('sends bytes and other methods, and counts', async () => {
  const server = await startServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const chunk of request) parts.push(chunk);
    response.end(Buffer.concat([Buffer.from(`${request.method}:`), ...parts]));
  });
  const exchanges: unknown[] = [];
  const client = makeClient({ onRequest: ({ method, status }) => exchanges.push([method, status]) });
  const response = await client.request({ method: 'PROPFIND', url: server.url, body: new Uint8Array([1, 2, 255]) });
  expect([...(await response.bytes())]).toEqual([...Buffer.from('PROPFIND:'), 1, 2, 255]);
  expect(client.counters).toMatchObject({ requests: 1, retries: 0, sent: 3, received: 12 });
  expect(exchanges).toEqual([['PROPFIND', 200]]);
});

test('a range is asked for without coding, and 206 is an answer like another', async () => {
  const server = await startServer((request, response) => {
    response.writeHead(206).end(String(request.headers['accept-encoding']));
  });
  const response = await makeClient().request({ url: server.url, headers: { range: 'bytes=0-3' } });
  expect(await response.text()).toBe('identity');
});

test.each([
  [400, 'bad-response'],
  [401, 'auth'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [409, 'bad-response'],
  [410, 'gone'],
  [501, 'transient'],
] as const)('status %i is %s, with the beginning of what the source said', async (status, kind) => {
  const server = await startServer((_request, response) => {
    response.writeHead(status).end('{"message":\n"not   this"}');
  });
  const error = await failWith(makeClient().request({ url: `${server.url}/x` }));
  expect(error.kind).toBe(kind);
  expect(error.message).toBe(`GET ${server.url}/x answered ${status}: {"message": "not this"}`);
  expect(server.requests).toHaveLength(1);
});

test('an accepted status is an answer, not an error, and is not retried', async () => {
  const server = await startServer((request, response) => {
    response.writeHead(Number(request.url?.slice(1))).end('body');
  });
  const client = makeClient();
  for (const status of [404, 429, 500]) {
    const response = await client.request({ url: `${server.url}/${status}`, accept: [404, 429, 500] });
    expect([response.status, await response.text()]).toEqual([status, 'body']);
  }
  // The 429 is waited out before the next request: that is no retry.
  expect(client.counters).toMatchObject({ requests: 3, retries: 0, rateLimited: 1 });
});

test('304 and HEAD come without content and free their connection', async () => {
  const server = await startServer((request, response) => {
    response
      .writeHead(request.method === 'HEAD' ? 200 : 304, { 'content-encoding': 'gzip', 'content-length': '500' })
      .end();
  });
  const client = makeClient({ host: makeHost({ connections: 1 }) });
  const unchanged = await client.request({ url: server.url, headers: { 'if-none-match': '"a"' } });
  expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
  const head = await client.request({ method: 'HEAD', url: server.url });
  expect(head.headers['content-length']).toBe('500');
  expect((await head.bytes()).length).toBe(0);
  for (let round = 0; round < 5; round++) await client.request({ method: 'HEAD', url: server.url });
  expect(server.requests).toHaveLength(7);
});

test.each([
  [{ url: 'ftp://example.org/' }, 'bad-settings'],
  [{ url: 'not an address' }, 'bad-settings'],
  [{ url: '' }, 'bad-settings'],
  [{ url: 'file:///etc/passwd' }, 'bad-settings'],
  [{ url: 'http://user:hunter22@example.org/' }, 'bad-settings'],
  [{ url: 'http://127.0.0.1:1/', method: 'CONNECT' }, 'internal'],
  [{ url: 'http://127.0.0.1:1/', method: 'GE T' }, 'internal'],
  [{ url: 'http://127.0.0.1:1/', headers: { host: 'other' } }, 'internal'],
  [{ url: 'http://127.0.0.1:1/', headers: { 'Transfer-Encoding': 'chunked' } }, 'internal'],
  [{ url: 'http://127.0.0.1:1/', headers: { a: 'x\r\ny: z' } }, 'internal'],
  [{ url: 'http://127.0.0.1:1/', json: 1, body: 'x' }, 'internal'],
] as const)('%o is refused before anything is sent', async (request, kind) => {
  const error = await failWith(makeClient().request(request));
  expect(error.kind).toBe(kind);
  expect(error.message).not.toContain('hunter22');
});

test('addresses mean the same whatever came before', async () => {
  const server = await startServer((request, response) => void response.end(request.url));
  const client = makeClient();
  const paths = [
    '/a',
    '/a/../b',
    '/./c',
    '/%2e%2E/d',
    '/e?x=[1]',
    '/ü',
    '/f#g',
    '',
    '?h=1',
    '\\\\i',
    '/j k',
    '/ok?a=1&b=%20',
  ];
  for (const path of [...paths, ...paths]) {
    const { pathname, search } = new URL(server.url + path);
    expect(await (await client.request({ url: server.url + path })).text()).toBe(pathname + search);
  }
  for (const url of [`${server.url}@example.org/`, `${server.url}0`, server.url.replace('//', '//u:p@')]) {
    expect((await failWith(client.request({ url, idempotent: false }))).kind).not.toBe('internal');
  }
  expect(server.requests).toHaveLength(2 * paths.length);
});

test('an answer is read once', async () => {
  const server = await startServer((_request, response) => void response.end('{}'));
  const response = await makeClient().request({ url: server.url });
  await response.json();
  expect((await failWith(response.text())).kind).toBe('internal');
});
