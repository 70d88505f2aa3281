import { chmodSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import webdav from '../../src/index.ts';
import type { Wish } from '../source-host.ts';
import { type DavHost, openDavHost } from './dav-host.ts';
import type { DavServer } from './dav-server.ts';
import { expectTrue } from './expect-true.ts';
import { servers } from './servers.ts';
import { startApache } from './start-apache.ts';

const hour = 60 * 60 * 1000;

describe.each(servers)('With %s', (_name, start) => {
  let server: DavServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  async function openFilled(): Promise<DavHost> {
    const host = await openDavHost(server);
    for (let number = 0; number < 12; number++) {
      host.folder.write(`folder ${number % 4}/${number}.txt`, `File number ${number}`);
    }
    return host;
  }

  it.each<[string, string, (url: string) => Wish, RegExp]>([
    ['a wrong password', 'auth', () => ({ password: 'wrong' }), /^credentials: \w/],
    ['a wrong folder', 'not-found', (url) => ({ settings: { url: `${url}no such folder/` } }), /^address: .*Nextcloud/],
    ['a port where nobody listens', 'transient', () => ({ settings: { url: 'http://127.0.0.1:9/' } }), /^address: \w/],
    ['a host that does not exist', 'transient', () => ({ settings: { url: 'http://files.invalid/' } }), /^address: \w/],
    [
      'TLS where there is none',
      'bad-settings',
      (url) => ({ settings: { url: url.replace('http:', 'https:') } }),
      /^address: \w/,
    ],
    [
      'the address of a file',
      'bad-settings',
      (url) => ({ settings: { url: `${url}folder 0/0.txt` } }),
      /^(?:address|folder): \w/,
    ],
  ])('%s is told as `%s` with a remedy, and keeps the documents', async (_what, kind, wishFor, check) => {
    const host = await openFilled();
    await host.sync();
    const wish = wishFor(host.url);
    const outcome = await host.sync('incremental', { wish });
    expect(outcome).toMatchObject({ status: 'failed', error: { kind, remedy: expect.stringMatching(/\w/) } });
    expect(JSON.stringify(outcome)).not.toContain(server.credentials.password);
    await expectTrue(host);
    const failed = (await webdav.validate(host.context(wish))).filter(({ ok }) => !ok);
    expect(failed.map(({ name, remedy }) => `${name}: ${remedy}`)).toEqual([expect.stringMatching(check)]);
    expect(failed[0]?.message).not.toMatch(/<\w/);
    await host.sync();
    await expectTrue(host);
  });

  it('that is killed while it lists or sends contents, the documents are kept and the next sync goes on', async () => {
    const host = await openFilled();
    await host.sync();
    for (const [round, method] of ['PROPFIND', 'GET'].entries()) {
      for (let number = 0; number < 12; number++) {
        host.folder.write(`folder ${number % 4}/${number}.txt`, `File number ${number}, round ${round}`);
      }
      let left = 3;
      host.before = async ({ method: asked = 'GET' }) => {
        if (asked === method && --left === 0) await server.kill();
      };
      const before = await host.fixture.stored();
      const outcome = await host.sync();
      expect(outcome.status).not.toBe('success');
      expect([...(await host.fixture.stored()).keys()].sort()).toEqual([...before.keys()].sort());
      expect(await host.fixture.problems()).toEqual([]);
      host.before = undefined;
      await server.restart();
      host.advance(hour);
      expect(await host.sync()).toMatchObject({ status: 'success' });
      await expectTrue(host);
    }
  });

  it('that lists a file and refuses its content, the old text stays until it may be read again', async () => {
    const host = await openFilled();
    const file = 'refused/report.txt';
    const path = join(host.folder.path, file);
    host.folder.write(file, 'The old report');
    chmodSync(path, 0o644);
    const may = (read: boolean) => chmodSync(path, read ? 0o644 : 0);
    await host.sync();
    await expectTrue(host);
    const before = (await host.fixture.stored()).get(file);
    host.folder.write(file, 'The new report');
    may(false);
    const outcome = await host.sync();
    expect(outcome).toMatchObject({ status: 'partial', counts: { failed: 1 } });
    expect((await host.fixture.stored()).get(file)).toEqual(before);
    may(true);
    host.advance(hour);
    expect(await host.sync()).toMatchObject({ status: 'success' });
    await expectTrue(host);
  });

  it('whose disk is not mounted, nothing is deleted', async () => {
    const host = await openFilled();
    await host.sync();
    const before = await host.fixture.stored();
    renameSync(host.folder.path, `${host.folder.path}-away`);
    expect(await host.sync()).toMatchObject({ status: 'failed', error: { kind: 'not-found' } });
    host.folder.makeFolder('');
    expect(await host.sync()).toMatchObject({ counts: { deleted: 0, withheld: 12 } });
    expect(await host.fixture.stored()).toEqual(before);
    renameSync(host.folder.path, `${host.folder.path}-empty`);
    renameSync(`${host.folder.path}-away`, host.folder.path);
    await host.sync();
    await expectTrue(host);
  });
});

it('What is known of a folder stays when Apache refuses it, or shows its index page instead', async () => {
  const server = await startApache();
  onTestFinished(() => server.stop());
  const host = await openDavHost(server);
  for (const name of ['open', 'closed']) host.folder.write(`${name}/file.txt`, `In ${name}`);
  await host.sync();
  const before = await host.fixture.stored();
  const path = join(host.folder.path, 'closed');
  chmodSync(path, 0);
  const outcome = await host.sync();
  expect(outcome).toMatchObject({ status: 'partial', counts: { deleted: 0, failed: 1 } });
  expect(await host.fixture.stored()).toEqual(before);
  chmodSync(path, 0o755);
  host.folder.write('closed/index.html', 'A page');
  const [failure] = await host.fixture.database.reader.all<{ kind: string }>('SELECT kind FROM retries');
  expect(failure).toEqual({ kind: 'forbidden' });
  expect(await host.sync()).toMatchObject({ status: 'partial', counts: { deleted: 0, failed: 1 } });
  expect(await host.fixture.stored()).toEqual(before);
  const [listed] = await host.fixture.database.reader.all<{ remedy: string }>('SELECT remedy FROM retries');
  expect(listed?.remedy).toContain('DirectoryIndex disabled');
  host.folder.remove('closed/index.html');
  host.advance(hour);
  await host.sync();
  await expectTrue(host);
});
