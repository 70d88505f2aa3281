import { describe, expect, it } from 'vitest';
import type { DavBehaviour, DavPolicy } from './fake/dav-policy.ts';
import { expectTrue, openFake } from './open-fake.ts';

type Behaviour = Partial<DavBehaviour>;

const isContent = (method: string) => method === 'GET';

describe('A server that', () => {
  // `again`: contents that are asked for although nothing changed, because nothing tells that.
  it.each<[string, Behaviour, number]>([
    ['writes hrefs as whole addresses', { hrefs: 'absolute' }, 0],
    ['writes hrefs in every way there is', { hrefs: 'odd' }, 0],
    ['writes hrefs with another prefix than that of the address', { hrefs: 'elsewhere' }, 0],
    ['uses DAV: as the default namespace', { xml: 'default' }, 0],
    ['declares no namespaces', { xml: 'undeclared' }, 0],
    ['leaves out the folder that was asked for', { withoutSelf: true }, 0],
    ['does not say that properties were found', { statuses: 'none' }, 0],
    ['has weak etags', { etags: 'weak' }, 0],
    ['has no etags', { etags: 'none' }, 0],
    ['has no etags and says "now" for each file', { etags: 'none', times: 'now' }, 3],
    ['has no etags and no times', { etags: 'none', times: 'none' }, 3],
    ['has no etags and times that are none', { etags: 'none', times: 'garbage' }, 3],
    ['has no etags and says 1970', { etags: 'none', times: 'zero' }, 3],
    ['has etags and no times', { times: 'none' }, 0],
    ['has checksums instead of etags and times', { cloud: true, etags: 'none', times: 'none' }, 0],
    ['has tokens, but reports one level only', { sync: 'level-one' }, 0],
  ])('%s is read in full, and sees every change', async (_what, behaviour, again) => {
    const host = await openFake(behaviour);
    const { fake, folder, file } = host;
    expect(await host.sync()).toMatchObject({ status: 'success' });
    await expectTrue(host);
    await host.sync();
    host.sent.length = 0;
    expect((await host.sync()).counts).toMatchObject({ created: 0, updated: 0, deleted: 0 });
    expect(host.sent.filter(isContent)).toHaveLength(again);
    fake.tree.update(file, 'The other');
    host.pass(60_000);
    fake.tree.create(folder, 'odd & <new>.txt', 'Something new');
    host.pass(60_000);
    expect((await host.sync()).counts).toMatchObject({ created: 1, updated: 1 });
    await expectTrue(host);
    fake.tree.delete(folder);
    fake.tree.create(fake.tree.root, 'left.txt', 'What is left');
    await host.sync();
    await expectTrue(host);
  });

  it('has etags and says "now" for each file is asked for no content that it sent before', async () => {
    const host = await openFake({ times: 'now' });
    await host.sync();
    host.pass(60_000);
    host.sent.length = 0;
    await host.sync();
    expect(host.sent.filter(isContent)).toEqual([]);
    await expectTrue(host);
  });

  it.each<[string, DavPolicy['infinity'], number]>([
    ['refuses', 'refused', 1 + 3],
    ['answers with one level (SabreDAV)', 1, 1 + 2],
    ['answers with a few levels (Tomcat)', 2, 1 + 1],
    ['answers with as many levels as there are', 3, 1],
    ['allows', 'allowed', 1],
  ])('%s `Depth: infinity` is asked %s', async (_what, infinity, listings) => {
    const host = await openFake({ infinity });
    const wish = { settings: { depthInfinity: true } };
    await host.sync('incremental', { wish });
    await expectTrue(host);
    host.sent.length = 0;
    await host.sync('incremental', { wish });
    expect(host.sent).toEqual(Array.from({ length: listings }, () => 'PROPFIND'));
    const floor = host.fake.floor({ kind: 'incremental', changed: 0 });
    expect(infinity === 'allowed' ? listings : floor).toBe(floor);
  });

  it('has weak etags or no etags, shows a second change in the second of the listing', async () => {
    for (const etags of ['weak', 'none'] as const) {
      const host = await openFake({ etags });
      for (const body of ['first', 'other']) {
        host.fake.tree.update(host.file, body);
        await host.sync();
        await expectTrue(host);
      }
    }
  });

  it('tells the type of its answer for each file (mod_dav_svn), sends the right one with the content', async () => {
    const host = await openFake({ types: 'answer' });
    host.fake.tree.create(host.folder, 'notes.md', '# Notes\n\nOf <Ana>\n');
    expect(await host.sync()).toMatchObject({ status: 'success', counts: { failed: 0 } });
    await expectTrue(host);
    const mimes = await host.fixture.database.reader.all('SELECT DISTINCT mime FROM documents WHERE mime LIKE ?', [
      '%xml%',
    ]);
    expect(mimes).toEqual([]);
  });

  it('sends a content with the length that it had before (lighttpd) is asked again', async () => {
    const host = await openFake();
    await host.sync();
    const before = await host.fixture.stored();
    host.fake.policy.stale.set('folder/one.txt', 'The first');
    host.fake.tree.update(host.file, 'The first of all');
    host.pass(60_000);
    expect(await host.sync()).toMatchObject({ status: 'partial', counts: { failed: 1 } });
    expect(await host.fixture.stored()).toEqual(before);
    host.fake.policy.stale.clear();
    host.advance(60 * 60 * 1000);
    expect(await host.sync()).toMatchObject({ status: 'success', counts: { updated: 1 } });
    await expectTrue(host);
  });

  it('lists a folder as a file (lighttpd, of links) is told apart from one that shows a login page', async () => {
    const host = await openFake();
    host.fake.policy.links.add('folder');
    expect(await host.sync()).toMatchObject({ status: 'partial', counts: { failed: 1 } });
    const failures = await host.fixture.database.reader.all('SELECT message, remedy FROM retries');
    expect(failures).toEqual([
      { message: expect.stringContaining('it is a folder'), remedy: expect.stringContaining('link') },
    ]);
  });
});
