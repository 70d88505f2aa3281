import { expect, test } from 'vitest';
import { createEgressPolicy, type RequestAuth } from '../src/index.ts';
import { failWith } from './support/fail-with.ts';
import { makeClient, makeHost } from './support/make-client.ts';
import { startServer } from './support/start-server.ts';

const token: RequestAuth = { type: 'token', token: 'tok-123456', header: 'X-Private', prefix: '' };

test('the same origin keeps headers, another gets no credentials of any name', async () => {
  const other = await startServer((_request, response) => void response.end('far'));
  const server = await startServer((request, response) => {
    if (request.url === '/a') response.writeHead(302, { location: 'b?x=1' }).end();
    else response.writeHead(302, { location: `${other.url.replace('//', '//user:pw@')}/c#part` }).end();
  });
  const response = await makeClient({ auth: token }).request({
    url: `${server.url}/a`,
    headers: { cookie: 's=1', 'x-api-key': 'k', authorization: 'Bearer own', accept: 'text/plain' },
  });
  expect(await response.text()).toBe('far');
  expect(response.url).toBe(`${other.url}/c`);
  expect(server.requests.map(({ url, headers }) => [url, headers['x-private'], headers.cookie])).toEqual([
    ['/a', 'tok-123456', 's=1'],
    ['/b?x=1', 'tok-123456', 's=1'],
  ]);
  const [far] = other.requests;
  expect(Object.keys(far?.headers ?? {}).sort()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ]);
});

test('credentials do not come back with a redirect home', async () => {
  const other = await startServer(
    (_request, response) => void response.writeHead(307, { location: `${server.url}/end` }).end(),
  );
  const server = await startServer((request, response) => {
    if (request.url === '/end') response.end();
    else response.writeHead(307, { location: other.url }).end();
  });
  await makeClient({ auth: token }).request({ url: server.url });
  expect(server.requests.map(({ headers }) => headers['x-private'])).toEqual(['tok-123456', undefined]);
});

test.each([
  [301, 'POST', 'GET', ''],
  [302, 'POST', 'GET', ''],
  [303, 'PUT', 'GET', ''],
  [301, 'PUT', 'PUT', 'body'],
  [307, 'POST', 'POST', 'body'],
  [308, 'PROPFIND', 'PROPFIND', 'body'],
  [303, 'HEAD', 'HEAD', undefined],
])('%i turns %s into %s', async (status, method, then, body) => {
  let received = '';
  const server = await startServer(async (request, response) => {
    if (request.url === '/') return void response.writeHead(status, { location: '/next' }).end();
    for await (const chunk of request) received += chunk;
    response.end();
  });
  const content = body === undefined ? {} : { body: 'body', headers: { 'content-type': 'text/plain' } };
  await makeClient().request({ method, url: `${server.url}/`, ...content });
  expect([server.requests[1]?.method, received]).toEqual([then, body ?? '']);
  expect(server.requests[1]?.headers['content-type']).toBe(body ? 'text/plain' : undefined);
});

test('content is not sent on to another origin', async () => {
  const other = await startServer((_request, response) => void response.end());
  const server = await startServer((_request, response) => void response.writeHead(308, { location: other.url }).end());
  const error = await failWith(makeClient().request({ method: 'POST', url: server.url, json: { secret: 1 } }));
  expect([error.kind, other.requests.length]).toEqual(['bad-response', 0]);
});

test('circles and endless chains end', async () => {
  const server = await startServer((request, response) => {
    const next = request.url?.startsWith('/circle') ? '/circle' : `/${server.requests.length}`;
    response.writeHead(302, { location: next }).end();
  });
  const circle = await failWith(makeClient().request({ url: `${server.url}/circle` }));
  expect([circle.kind, server.requests.length]).toEqual(['bad-response', 1]);
  const endless = await failWith(makeClient().request({ url: server.url }));
  expect([endless.kind, server.requests.length]).toEqual(['bad-response', 12]);
});

test.each([['file:///etc/passwd'], ['javascript:alert(1)'], ['http://'], ['ftp://127.0.0.1/']])(
  'a redirect to %s is refused',
  async (location) => {
    const server = await startServer((_request, response) => void response.writeHead(302, { location }).end());
    expect(['bad-response', 'bad-settings']).toContain(
      (await failWith(makeClient().request({ url: server.url }))).kind,
    );
    expect(server.requests).toHaveLength(1);
  },
);

test('each hop is checked against the policy', async () => {
  const inside = await startServer((_request, response) => void response.end('secret'));
  const server = await startServer((request, response) => {
    const targets: Record<string, string> = {
      '/literal': `http://127.0.0.2:${inside.port}/`,
      '/decimal': `http://2130706434:${inside.port}/`,
      '/name': `http://inside.test:${inside.port}/`,
      '/metadata': 'http://169.254.169.254/latest/meta-data/',
      '/google': 'http://metadata.google.internal/',
    };
    response.writeHead(302, { location: targets[request.url ?? ''] }).end();
  });
  const egress = createEgressPolicy({
    allowPrivate: false,
    allow: ['127.0.0.1'],
    lookup: async () => [{ address: '127.0.0.2', family: 4 }],
  });
  const client = makeClient({ host: makeHost({ egress }) });
  for (const path of ['/literal', '/decimal', '/name', '/metadata', '/google']) {
    expect((await failWith(client.request({ url: server.url + path }))).kind).toBe('bad-settings');
  }
  expect([server.requests.length, inside.requests.length]).toEqual([5, 0]);
});

test('a 401 behind a redirect says where the credentials were not sent', async () => {
  const other = await startServer((_request, response) => void response.writeHead(401).end());
  const server = await startServer((_request, response) => void response.writeHead(302, { location: other.url }).end());
  const error = await failWith(makeClient({ auth: token }).request({ url: server.url }));
  expect(error.kind).toBe('auth');
  expect(error.hint).toContain(`redirected to ${other.url}`);
});

test('3xx without a place to go is an answer', async () => {
  const server = await startServer((_request, response) => void response.writeHead(300).end('choose'));
  expect((await makeClient().request({ url: server.url })).status).toBe(300);
});
