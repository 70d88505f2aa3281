import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createEgressPolicy, type HostAddress } from '../src/index.ts';
import { failWith } from './support/fail-with.ts';
import { makeClient, makeHost } from './support/make-client.ts';
import { startServer } from './support/start-server.ts';

function lookupOf(...addresses: string[]): () => Promise<HostAddress[]> {
  return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

const strict = createEgressPolicy({ allowPrivate: false });
const open = createEgressPolicy({ allowPrivate: true });

test.each([
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0x7f.1',
  '①②⑦.0.0.1',
  '0.0.0.0',
  '0',
  '10.0.0.1',
  '172.16.5.4',
  '192.168.1.1',
  '169.254.1.1',
  '100.64.0.1',
  '198.18.0.1',
  '192.0.2.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '[::1]',
  '::1',
  '[::]',
  'fe80::1%eth0',
  'fe80::1',
  'fec0::1',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '[::ffff:7f00:1]',
  '::ffff:0:10.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1:a00::1',
  '2002:7f00:1::',
  '2002:a00:1::1',
  '2001::1',
  '2001:db8::1',
  '2001:470:1:2:0:5efe:10.0.0.1',
  '100::1',
  '5f00::1',
  '4000::1',
])('%s is refused, and allowed where private addresses are', async (host) => {
  const error = await failWith(strict.resolveHost(host, 443));
  expect(error.kind).toBe('bad-settings');
  expect(error.hint).toContain('ask the operator');
  expect(() => strict.checkHost(host)).toThrow('not allowed');
  expect((await open.resolveHost(host, 443)).port).toBe(443);
});

test.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '[2a00:1450:4001::1]', '2001:470:1:2::10'])(
  '%s is public',
  async (host) => {
    const { address, host: name } = await strict.resolveHost(host, 993);
    expect(address).toBe(host.replace(/[[\]]/g, ''));
    expect(name).toBe(address);
  },
);

test.each([
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  '0251.0376.0251.0376',
  '::ffff:169.254.169.254',
  '::169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1:a9fe:a9:fe00::',
  '2002:a9fe:a9fe::',
  '2001:0:a9fe:a9fe::1',
  '2001:470::5efe:169.254.169.254',
  'fd00:ec2::254',
  '100.100.100.200',
  '168.63.129.16',
  '169.254.170.2',
  '192.0.0.192',
  'metadata.google.internal',
  'METADATA.google.internal.',
  'metadata',
])('%s is never reached, whatever is allowed', async (host) => {
  const everything = createEgressPolicy({
    allowPrivate: true,
    allow: ['0.0.0.0/0', '::/0', 'metadata.google.internal', '169.254.169.254'],
    lookup: lookupOf('8.8.8.8'),
  });
  const error = await failWith(everything.resolveHost(host, 80));
  expect([error.kind, error.message]).toEqual(['bad-settings', expect.stringContaining('metadata')]);
});

test('a name is only as good as its addresses', async () => {
  const resolve = (...addresses: string[]) =>
    createEgressPolicy({ allowPrivate: false, lookup: lookupOf(...addresses) }).resolveHost('Wiki.Example.org.', 443);
  expect((await failWith(resolve('10.0.0.1'))).message).toContain('a private address');
  expect((await failWith(resolve('::ffff:127.0.0.1'))).kind).toBe('bad-settings');
  expect((await failWith(resolve())).kind).toBe('bad-settings');
  expect(await resolve('127.0.0.1', '8.8.4.4')).toEqual({
    address: '8.8.4.4',
    family: 4,
    port: 443,
    host: 'wiki.example.org',
  });
});

test('operators allow hosts, addresses and ranges', async () => {
  const policy = createEgressPolicy({
    allowPrivate: false,
    allow: ['10.1.0.0/16', 'fd00:1::/32', '192.168.7.7', 'Wiki.intern', '64:ff9b::/96'],
    lookup: async (name) => [{ address: name === 'wiki.intern' ? '172.16.0.9' : '172.16.0.10', family: 4 }],
  });
  for (const host of ['10.1.200.3', 'fd00:1::5', '192.168.7.7', '3232237319', 'WIKI.intern.', '64:ff9b::8.8.8.8']) {
    expect((await policy.resolveHost(host, 1)).port).toBe(1);
  }
  for (const host of ['10.2.0.1', 'fd00:2::5', '192.168.7.8', 'other.intern', 'sub.wiki.intern', '64:ff9b::10.0.0.1']) {
    expect((await failWith(policy.resolveHost(host, 1))).kind).toBe('bad-settings');
  }
});

test('nonsense is refused', async () => {
  for (const host of ['', ' ', 'a b', 'a/b', 'user@host', 'host:80', '[::1', '1.2.3.4.5', '256.1.1.1', '%00', '::g']) {
    expect((await failWith(strict.resolveHost(host, 80))).kind).toBe('bad-settings');
  }
  for (const port of [0, -1, 65_536, 1.5, Number.NaN]) {
    expect((await failWith(strict.resolveHost('8.8.8.8', port))).kind).toBe('bad-settings');
  }
  expect(() => createEgressPolicy({ allowPrivate: false, allow: ['10.0.0.0/33'] })).toThrow('neither');
});

test('a name that does not resolve is transient', async () => {
  const lookup = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
  const error = await failWith(createEgressPolicy({ allowPrivate: false, lookup }).resolveHost('nowhere.test', 1));
  expect([error.kind, error.message]).toEqual(['transient', 'The name nowhere.test cannot be resolved (ENOTFOUND)']);
});

test('a connection goes to the address that was checked, once per connection', async () => {
  const server = await startServer((request, response) => void response.end(request.headers.host));
  const answers = ['127.0.0.1', '10.0.0.1'];
  let asked = 0;
  const egress = createEgressPolicy({
    allowPrivate: false,
    allow: ['127.0.0.1'],
    lookup: async () => [{ address: answers[Math.min(asked++, 1)] ?? '', family: 4 }],
  });
  const host = makeHost({ egress, connections: 1 });
  const client = makeClient({ host });
  const url = `http://rebind.test:${server.port}/`;
  for (let round = 0; round < 3; round++) {
    expect(await (await client.request({ url })).text()).toBe(`rebind.test:${server.port}`);
  }
  expect(asked).toBe(1);
  const disconnected = once(host.dispatcher, 'disconnect');
  for (const socket of server.sockets) socket.destroy();
  await disconnected;
  // The next connection sees what the name says by then.
  expect((await failWith(client.request({ url }))).kind).toBe('bad-settings');
  expect([asked, server.requests.length]).toEqual([2, 3]);
});

test('requests to refused addresses send nothing and are not tried again', async () => {
  const server = await startServer((_request, response) => void response.end());
  const client = makeClient({ host: makeHost({ egress: strict }) });
  for (const host of ['127.0.0.1', '[::ffff:127.0.0.1]', '0x7f.1', 'localhost']) {
    const error = await failWith(client.request({ url: `http://${host}:${server.port}/` }));
    expect([error.kind, error.message]).toEqual(['bad-settings', expect.stringContaining('not allowed')]);
  }
  expect([server.requests.length, client.counters.retries]).toEqual([0, 0]);
});
