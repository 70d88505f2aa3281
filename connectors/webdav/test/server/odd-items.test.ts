import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchContent } from '../../src/fetch-content.ts';
import { openDavHost } from './dav-host.ts';
import type { DavServer } from './dav-server.ts';
import { expectTrue } from './expect-true.ts';
import { servers } from './servers.ts';

const names = [
  'two words',
  ' around ',
  '100%',
  '%41%2F%zz',
  '#1',
  'why?',
  'a+b',
  'a&b;c=d',
  `"quoted" 'twice'`,
  '<tag>',
  'back\\slash',
  '😀 smile',
  'nfd-e\u0301',
  'nfc-\u00e9',
  'ünïcode 会议记录',
  'a:b|c*d',
  'http:',
  '~user',
  '$HOME',
  '[1]{2}(3)!',
  '...',
  'CASE',
  'case',
];

describe.each(servers)('Odd items on %s', (_name, start) => {
  let server: DavServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  it('have names of all kinds, as files and as folders', async () => {
    const host = await openDavHost(server);
    for (const name of names) {
      host.folder.write(`files/${name}.txt`, `This is ${name}`);
      host.folder.write(`${name}/inside.txt`, `Inside of ${name}`);
    }
    const wish = { settings: { hidden: true } };
    expect(await host.sync('incremental', { wish })).toMatchObject({ status: 'success' });
    await expectTrue(host);
    host.sent.length = 0;
    await host.sync('incremental', { wish });
    expect(host.sent).toEqual(Array.from({ length: host.folder.countFolders() }, () => 'PROPFIND'));
    for (const name of names) host.folder.move(`files/${name}.txt`, `${name}/moved ${name}`);
    await host.sync('incremental', { wish });
    await expectTrue(host);
  });

  it('can be picked by any name', async () => {
    const host = await openDavHost(server);
    for (const name of names) host.folder.write(`${name}/inside.txt`, `Inside of ${name}`);
    const picks = names.filter((name) => name !== '...').map((id) => ({ id }));
    expect(await host.sync('incremental', { picks })).toMatchObject({ status: 'success' });
    host.folder.remove('...');
    await expectTrue(host);
  });

  it('are empty, or have 100 MB', async () => {
    const host = await openDavHost(server);
    host.folder.write('empty.txt', '');
    host.folder.write('large.bin', Buffer.alloc(100_000_000, 'x'));
    expect(await host.sync()).toMatchObject({ status: 'success', counts: { created: 1, skipped: 1 } });
    // What is over the limit is not even asked for.
    expect(host.sent.filter((method) => method === 'GET')).toHaveLength(1);
    expect((await host.fixture.stored()).get('large.bin')?.bodyHash).toBe('none');
    let received = 0;
    for await (const fetched of fetchContent(host.context(), [{ id: 'large.bin', size: 100_000_000 }])) {
      if (!('body' in fetched) || typeof fetched.body === 'string' || 'length' in fetched.body)
        throw new Error('No stream');
      for await (const chunk of fetched.body) received += chunk.byteLength;
    }
    expect(received).toBe(100_000_000);
  });
});
