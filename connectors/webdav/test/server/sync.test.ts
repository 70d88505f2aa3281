import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type DavHost, openDavHost } from './dav-host.ts';
import type { DavServer } from './dav-server.ts';
import { expectTrue } from './expect-true.ts';
import { servers } from './servers.ts';
import { startApache } from './start-apache.ts';

const succeeds = { status: 'success' };

describe.each(servers)('A folder on %s', (_name, start) => {
  let server: DavServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  async function openFilled(): Promise<DavHost> {
    const host = await openDavHost(server);
    host.folder.write('readme.md', '# At the top');
    host.folder.write('plans/2026.txt', 'The plan for this year');
    host.folder.write('plans/old/2025.txt', 'The plan for last year');
    host.folder.makeFolder('empty');
    expect(await host.sync()).toMatchObject({ ...succeeds, counts: { created: 6 } });
    await expectTrue(host);
    return host;
  }

  it('is read with one request for each folder and each file', async () => {
    const host = await openFilled();
    expect(host.sent.toSorted()).toEqual(['GET', 'GET', 'GET', ...Array.from({ length: 4 }, () => 'PROPFIND')]);
  });

  it('costs its listings and nothing else when nothing changed', async () => {
    const host = await openFilled();
    host.sent.length = 0;
    const outcome = await host.sync();
    expect(outcome).toMatchObject({ ...succeeds, counts: { created: 0, updated: 0, deleted: 0 } });
    expect(host.sent).toEqual(Array.from({ length: host.folder.countFolders() }, () => 'PROPFIND'));
  });

  it('is followed when files are created, changed, renamed, moved, deleted and restored', async () => {
    const host = await openFilled();
    const { folder } = host;
    folder.write('plans/new.txt', 'Something new');
    folder.write('readme.md', '# At the very top');
    await host.sync();
    await expectTrue(host);
    folder.move('plans/new.txt', 'plans/newer.txt');
    await host.sync();
    await expectTrue(host);
    folder.move('plans/newer.txt', 'empty/newer.txt');
    await host.sync();
    await expectTrue(host);
    const body = 'The plan for last year';
    folder.remove('plans/old/2025.txt');
    expect(await host.sync()).toMatchObject({ ...succeeds, counts: { deleted: 1 } });
    await expectTrue(host);
    folder.write('plans/old/2025.txt', body);
    expect(await host.sync()).toMatchObject({ ...succeeds, counts: { restored: 1 } });
    await expectTrue(host);
  });

  it('is followed when folders are renamed, moved and deleted', async () => {
    const host = await openFilled();
    const { folder } = host;
    folder.move('plans', 'Plans & more');
    await host.sync();
    await expectTrue(host);
    folder.move('Plans & more/old', 'empty/old');
    await host.sync();
    await expectTrue(host);
    folder.remove('empty');
    await host.sync();
    await expectTrue(host);
  });

  it('shows a second change within the same second, of the same length', async () => {
    const host = await openDavHost(server);
    const { folder } = host;
    const now = Math.floor(Date.now() / 1000);
    for (const body of ['first', 'other']) {
      folder.write('quick.txt', body, now);
      expect(await host.sync()).toMatchObject(succeeds);
      await expectTrue(host);
    }
  });

  it('is read by picks, and hidden files only on demand', async () => {
    const host = await openFilled();
    host.folder.write('.secret/a.txt', 'hidden');
    const picks = [{ id: 'plans/old' }, { id: 'empty' }];
    await host.sync('full', { picks, basis: 'picked' });
    expect([...(await host.fixture.stored()).keys()]).not.toContain('.secret');
    host.sent.length = 0;
    await host.sync('incremental', { picks, basis: 'picked' });
    expect(host.sent).toEqual(['PROPFIND', 'PROPFIND']);
    await host.sync('full', { basis: 'hidden', wish: { settings: { hidden: true } } });
    await expectTrue(host);
  });
});

describe('Depth: infinity', () => {
  it.each([
    ['Apache mod_dav', 4 + 1],
    ['rclone serve webdav', 1],
  ])('on %s costs %i requests', async (name, requests) => {
    const [, start] = servers.find(([one]) => one === name) ?? servers[0];
    const server = await start();
    try {
      const host = await openDavHost(server);
      for (const folder of ['a', 'b', 'b/c']) host.folder.write(`${folder}/file.txt`, `in ${folder}`);
      const wish = { settings: { depthInfinity: true } };
      await host.sync('incremental', { wish });
      await expectTrue(host);
      host.sent.length = 0;
      await host.sync('incremental', { wish });
      expect(host.sent).toEqual(Array.from({ length: requests }, () => 'PROPFIND'));
    } finally {
      await server.stop();
    }
  });
});

it('A server that wants a digest of the password is asked once more in each sync', async () => {
  const server = await startApache('Digest');
  onTestFinished(() => server.stop());
  const host = await openDavHost(server);
  for (const folder of ['a', 'b', 'ü & 100%']) host.folder.write(`${folder}/file.txt`, `in ${folder}`);
  expect(await host.sync()).toMatchObject(succeeds);
  await expectTrue(host);
  host.sent.length = 0;
  await host.sync();
  expect(host.sent).toEqual(Array.from({ length: 1 + host.folder.countFolders() }, () => 'PROPFIND'));
  expect(await host.sync('full', { wish: { password: 'wrong' } })).toMatchObject({ error: { kind: 'auth' } });
  await expectTrue(host);
});
