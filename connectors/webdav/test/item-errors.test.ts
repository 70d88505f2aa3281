import { expect, it } from 'vitest';
import type { DavFakeOptions } from './fake/index.ts';
import { expectTrue, openFake } from './open-fake.ts';

const hour = 60 * 60 * 1000;

it.each([403, 404, 423, 500, 507])(
  'An item that is listed with status %i is kept, and read when it is well again',
  async (status) => {
    const host = await openFake();
    await host.sync();
    const before = await host.fixture.stored();
    const { listedStatus } = host.fake.policy;
    listedStatus.set('folder/one.txt', status);
    listedStatus.set('folder/inner', status);
    host.fake.tree.update(host.file, 'Changed meanwhile');
    const outcome = await host.sync();
    expect(outcome).toMatchObject({ status: 'partial', counts: { deleted: 0, failed: 2 } });
    expect(await host.fixture.stored()).toEqual(before);
    listedStatus.clear();
    host.advance(hour);
    expect(await host.sync()).toMatchObject({ status: 'success' });
    await expectTrue(host);
  },
);

it('A file of a cloud whose number is not told is kept', async () => {
  const host = await openFake({ cloud: true });
  await host.sync();
  const before = await host.fixture.stored();
  host.fake.policy.listedStatus.set('folder/one.txt', 500);
  expect((await host.sync()).counts).toMatchObject({ deleted: 0 });
  expect(await host.fixture.stored()).toEqual(before);
  expect(host.fixture.log.entries.map(({ message }) => message).join()).toContain('without its number');
  host.fake.policy.listedStatus.clear();
  host.advance(hour);
  await host.sync();
  await expectTrue(host);
});

it.each([403, 404, 500])('A folder that answers %i is kept with all that is in it', async (status) => {
  const host = await openFake();
  await host.sync();
  const before = await host.fixture.stored();
  host.fake.policy.status.set('folder', status);
  const outcome = await host.sync();
  expect(outcome).toMatchObject({ status: 'partial', counts: { deleted: 0, failed: 1 } });
  expect(await host.fixture.stored()).toEqual(before);
});

it('Folders that fail side by side do not end a sync as long as the server answers', async () => {
  const host = await openFake();
  const { tree, policy } = host.fake;
  for (let number = 0; number < 8; number++) {
    tree.create(tree.create(tree.root, `mount ${number}`, undefined), 'file.txt', `On mount ${number}`);
    policy.status.set(`mount ${number}`, 500);
  }
  expect(await host.sync()).toMatchObject({ status: 'partial', counts: { created: 5, failed: 8 } });
});

it('What lies below a folder that failed stays when the walk was broken off and goes on later', async () => {
  const host = await openFake();
  const { tree, policy } = host.fake;
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    tree.create(tree.create(tree.root, name, undefined), 'file.txt', `In ${name}`);
  }
  await host.sync();
  policy.status.set('a', 403);
  const stop = new AbortController();
  host.before = async ({ url }) => {
    if (String(url).endsWith('/inner/')) stop.abort(new Error('canceled'));
  };
  expect(await host.sync('incremental', { signal: stop.signal, batch: { documents: 1 } })).toMatchObject({
    status: 'canceled',
  });
  host.before = undefined;
  policy.status.clear();
  host.advance(hour);
  host.sent.length = 0;
  expect((await host.sync()).counts).toMatchObject({ deleted: 0 });
  expect(host.sent.length).toBeLessThan(8);
  await host.sync();
  await expectTrue(host);
});

it('A login page in place of a listing or a file is no content', async () => {
  const host = await openFake();
  await host.sync();
  const before = await host.fixture.stored();
  host.fake.faults.at('listing', { type: 'html' });
  const listed = await host.sync();
  expect(listed).toMatchObject({
    status: 'failed',
    error: { kind: 'bad-response', remedy: expect.stringMatching(/address/) },
  });
  host.fake.faults.clear();
  host.fake.tree.update(host.file, 'Changed');
  host.fake.faults.at('content', { type: 'html' });
  expect(await host.sync()).toMatchObject({ status: 'partial', counts: { failed: 1 } });
  expect(await host.fixture.stored()).toEqual(before);
});

it('A change that a report names without telling it is found by a listing', async () => {
  for (const cloud of [true, false]) {
    const host = await openFake({ cloud, sync: 'all' });
    await host.sync();
    host.fake.tree.update(host.file, 'Changed');
    host.fake.tree.create(host.folder, 'new.txt', 'Something new');
    host.fake.policy.listedStatus.set('folder/one.txt', 500).set('folder/new.txt', 500);
    expect((await host.sync()).counts).toMatchObject({ deleted: 0 });
    host.fake.policy.listedStatus.clear();
    host.advance(hour);
    await host.sync();
    await expectTrue(host);
    host.sent.length = 0;
    await host.sync();
    expect(host.sent).toEqual(['REPORT']);
  }
});

it.each<[string, DavFakeOptions, boolean]>([
  ['a folder', {}, false],
  ['a folder of a cloud', { cloud: true }, false],
  ['the address', { infinity: 'allowed' }, true],
])('What is listed in %s without its address spoils nothing but deletions', async (_where, options, depthInfinity) => {
  const host = await openFake(options);
  const wish = { settings: { depthInfinity } };
  await host.sync('incremental', { wish });
  const before = [...(await host.fixture.stored()).keys()];
  const { tree, policy } = host.fake;
  policy.nameless.add('folder/one.txt');
  tree.update(host.file, 'Changed, but nobody knows');
  const gone = tree.find('folder/two.txt');
  if (gone) tree.delete(gone);
  tree.create(host.folder, 'new.txt', 'Something new');
  const outcome = await host.sync('incremental', { wish });
  expect(outcome.counts).toMatchObject({ created: 1, deleted: 0 });
  expect([...(await host.fixture.stored()).keys()]).toEqual(expect.arrayContaining(before));
  const failures = await host.fixture.database.reader.all<{ message: string }>('SELECT message FROM retries');
  const told = [...failures, ...host.fixture.log.entries].map(({ message }) => message);
  expect(told.join()).toContain('without its address');
  policy.nameless.clear();
  host.advance(hour);
  await host.sync('incremental', { wish });
  await expectTrue(host);
});

it('A listing that names nothing is no empty folder', async () => {
  const host = await openFake();
  await host.sync();
  const before = await host.fixture.stored();
  for (const path of ['folder', 'folder/inner', 'folder/one.txt', 'folder/two.txt'])
    host.fake.policy.nameless.add(path);
  expect((await host.sync()).counts).toMatchObject({ deleted: 0 });
  expect(await host.fixture.stored()).toEqual(before);
});

it('A change that is told without its address is found by a listing', async () => {
  const host = await openFake({ sync: 'all' });
  await host.sync();
  host.fake.policy.nameless.add('folder/one.txt');
  host.fake.tree.update(host.file, 'Changed');
  host.fake.tree.create(host.folder, 'new.txt', 'Something new');
  expect((await host.sync()).counts).toMatchObject({ created: 1, deleted: 0 });
  host.fake.policy.nameless.clear();
  await host.sync();
  await expectTrue(host);
});
