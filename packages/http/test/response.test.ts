import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { failWith } from './support/fail-with.ts';
import { makeClient, makeHost } from './support/make-client.ts';
import { startServer, startSocketServer } from './support/start-server.ts';

const text = 'Größe 大小 '.repeat(2000);

test.each([
  ['gzip', gzipSync(text)],
  ['x-gzip', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['deflate', deflateRawSync(text)],
  ['br', brotliCompressSync(text)],
  ['zstd', zstdCompressSync(text)],
  ['gzip, br', brotliCompressSync(gzipSync(text))],
  ['identity', Buffer.from(text)],
])('%s is decoded, whole and as a stream', async (encoding, bytes) => {
  const server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-encoding': encoding }).end(bytes);
  });
  const client = makeClient();
  expect(await (await client.request({ url: server.url })).text()).toBe(text);
  const parts: Uint8Array[] = [];
  for await (const part of (await client.request({ url: server.url })).stream()) parts.push(part);
  expect(Buffer.concat(parts).toString()).toBe(text);
  expect(client.counters.received).toBe(2 * Buffer.byteLength(text));
});

test('an empty content is empty, whatever its coding is said to be', async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end();
  });
  const client = makeClient();
  expect(await (await client.request({ url: server.url })).text()).toBe('');
  expect((await failWith((await client.request({ url: server.url })).json())).kind).toBe('bad-response');
});

const mebibyte = 1024 * 1024;
const zeros = Buffer.alloc(64 * mebibyte);

test.each([
  ['gzip', gzipSync(zeros)],
  ['br', brotliCompressSync(zeros)],
  ['zstd', zstdCompressSync(zeros)],
  ['gzip, gzip', gzipSync(gzipSync(zeros))],
])('a %s bomb stops at the limit, whole and as a stream', async (encoding, bomb) => {
  const server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-encoding': encoding }).end(bomb);
  });
  const client = makeClient();
  const whole = await client.request({ url: server.url, maxBytes: mebibyte });
  expect((await failWith(whole.bytes())).kind).toBe('too-large');
  const streamed = await client.request({ url: server.url, maxBytes: mebibyte });
  let seen = 0;
  const error = await failWith(
    (async () => {
      for await (const part of streamed.stream()) seen += part.length;
    })(),
  );
  expect(error.kind).toBe('too-large');
  expect(seen).toBeLessThanOrEqual(mebibyte);
});

test('a content of exactly the limit passes, one byte more does not', async () => {
  const server = await startServer((request, response) => {
    const bytes = Buffer.alloc(Number(request.headers['x-size']));
    if (request.url === '/chunked') response.write(bytes.subarray(0, 1));
    response.end(request.url === '/chunked' ? bytes.subarray(1) : bytes);
  });
  const client = makeClient();
  for (const path of ['/', '/chunked']) {
    const get = (size: number) =>
      client.request({ url: server.url + path, maxBytes: 1000, headers: { 'x-size': String(size) } });
    expect((await (await get(1000)).bytes()).length).toBe(1000);
    const error = await failWith((await get(1001)).bytes());
    expect([error.kind, error.message]).toEqual(['too-large', `GET ${server.url}${path}: more than 1000 bytes`]);
  }
});

test.each([
  ['shorter than its length', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":'],
  ['aborted in a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n50\r\n{"a":'],
  ['aborted between chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n'],
])('an answer %s is transient, whole and as a stream', async (_name, bytes) => {
  const server = await startSocketServer((socket) => void socket.once('data', () => socket.end(bytes)));
  const client = makeClient();
  const whole = await failWith(client.request({ url: server.url }).then((response) => response.json()));
  const streamed = await failWith(
    client.request({ url: server.url }).then(async (response) => {
      for await (const _ of response.stream());
    }),
  );
  expect([whole.kind, streamed.kind]).toEqual(['transient', 'transient']);
});

test('a gzip content that ends early is transient, a broken one bad-response, an unknown coding too', async () => {
  const whole = gzipSync(text);
  const answers: Record<string, [string, Buffer]> = {
    '/cut': ['gzip', whole.subarray(0, 40)],
    '/broken': ['gzip', Buffer.from('this is no gzip')],
    '/unknown': ['compress', whole],
    '/many': ['gzip, gzip, gzip, gzip', whole],
  };
  const server = await startServer((request, response) => {
    const [encoding, bytes] = answers[request.url ?? ''] ?? ['', Buffer.of()];
    response.writeHead(200, { 'content-encoding': encoding }).end(bytes);
  });
  const client = makeClient();
  const kinds: string[] = [];
  for (const path of Object.keys(answers)) {
    kinds.push((await failWith((await client.request({ url: server.url + path })).text())).kind);
  }
  expect(kinds).toEqual(['transient', 'bad-response', 'bad-response', 'bad-response']);
});

test('a login page where JSON was expected says so, without secrets', async () => {
  const server = await startServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html>\n<title>Sign in as s3cr3t-token</title>${'x'.repeat(5000)}`);
  });
  const client = makeClient({ auth: { type: 'token', token: 's3cr3t-token' } });
  const error = await failWith((await client.request({ url: server.url })).json());
  expect(error.kind).toBe('bad-response');
  expect(error.message).toBe(`GET ${server.url}/: a page where JSON was expected: Sign in as ***`);
  expect(error.hint).toContain('login page');
});

test.each([
  [
    '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><title lang="en">401 Unauthorized</title>',
    ': Unauthorized',
  ],
  ['<html><h1>Unauthorized</h1></html>', ''],
  ['<d:error xmlns:d="DAV:"><s:message>Don&#39;t s3cr3t&amp;token</s:message></d:error>', ": Don't ***"],
  [
    '<Error><Code>Denied</Code><Message>Ask &lt;ana&gt; &unknown; &#x110000;</Message>',
    ': Ask <ana> &unknown; &#x110000;',
  ],
  ['401 no such user\nhere', ': no such user here'],
  [`a s3cr3t&token ${'x'.repeat(5000)}`, `: a *** ${'x'.repeat(194)}...`],
])('of the refusal %j the error says what a person can read', async (body, said) => {
  const server = await startServer((_request, response) => void response.writeHead(401).end(body));
  const client = makeClient({ auth: { type: 'token', token: 's3cr3t&token' } });
  const { kind, message } = await failWith(client.request({ url: server.url }));
  expect([kind, message]).toEqual(['auth', `GET ${server.url}/ answered 401${said}`]);
});

test.each([['{"a":'], ['{"a":1}}'], ['not json'], ['   ']])('%j is bad-response', async (body) => {
  const server = await startServer((_request, response) => void response.end(body));
  expect((await failWith((await makeClient().request({ url: server.url })).json())).kind).toBe('bad-response');
});

test('prototype keys are dropped at any depth, however they are written', async () => {
  const bodies = [
    '{"__proto__":{"admin":true},"a":[{"__proto__":1,"b":2}]}',
    '{"\\u005f\\u005fproto\\u005F_":{"admin":true},"a":[{"__pr\\u006fto__":1,"b":2}]}',
  ];
  const server = await startServer((request, response) => void response.end(bodies[Number(request.url?.slice(1))]));
  for (const index of bodies.keys()) {
    const value = (await (await makeClient().request({ url: `${server.url}/${index}` })).json()) as object;
    expect(Object.hasOwn(value, '__proto__')).toBe(false);
    expect(JSON.stringify(value)).toBe('{"a":[{"b":2}]}');
    expect(Object.assign({}, value)).not.toHaveProperty('admin');
  }
});

test('text is decoded by its charset, without a byte order mark', async () => {
  const answers: Record<string, [string, Buffer]> = {
    '/gbk': ['text/html; charset=GBK', Buffer.from([0xd6, 0xd0, 0xce, 0xc4])],
    '/latin': ['text/plain;charset="iso-8859-1"', Buffer.from([0xe9])],
    '/bom': ['application/json', Buffer.from('\ufeff"x"')],
    '/odd': ['text/plain; charset=klingon', Buffer.from('é')],
  };
  const server = await startServer((request, response) => {
    const [type, bytes] = answers[request.url ?? ''] ?? ['', Buffer.of()];
    response.writeHead(200, { 'content-type': type }).end(bytes);
  });
  const client = makeClient();
  const texts: string[] = [];
  for (const path of Object.keys(answers)) texts.push(await (await client.request({ url: server.url + path })).text());
  expect(texts).toEqual(['中文', 'é', '"x"', 'é']);
});

test('a discarded or half-read answer frees its connection for the next', async () => {
  const server = await startServer((request, response) => {
    if (request.url === '/endless') {
      response.write('x');
      response.on('drain', () => response.write(Buffer.alloc(10_000)));
      response.write(Buffer.alloc(200_000));
    } else response.end('small');
  });
  const client = makeClient({ host: makeHost({ connections: 1 }) });
  await (await client.request({ url: `${server.url}/endless` })).discard();
  for await (const _ of (await client.request({ url: `${server.url}/endless` })).stream()) break;
  await (await client.request({ url: server.url })).discard();
  expect(await (await client.request({ url: server.url })).text()).toBe('small');
});
