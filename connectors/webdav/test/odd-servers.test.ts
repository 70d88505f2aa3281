import { describe, expect, it } from 'vitest';
import type { DavPolicy } from './fake/dav-policy.ts';
import { expectTrue, openFake } from './open-fake.ts';

type Behaviour = Partial<Omit<DavPolicy, 'status' | 'listedStatus'>>;

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
    ['answers with one level', 'limited', 1 + 3],
    ['allows', 'allowed', 1],
  ])('%s `Depth: infinity` is asked %s', async (_what, infinity, listings) => {
    const host = await openFake({ infinity });
    const wish = { settings: { depthInfinity: true } };
    await host.sync('incremental', { wish });
    await expectTrue(host);
    host.sent.length = 0;
    await host.sync('incremental', { wish });
    expect(host.sent).toEqual(Array.from({ length: listings }, () => 'PROPFIND'));
    expect(listings).toBe(infinity === 'allowed' ? host.fake.floor({ kind: 'incremental', changed: 0 }) : 4);
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
});
