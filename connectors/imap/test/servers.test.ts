import { afterEach, expect, it } from 'vitest';
import imap from '../src/index.ts';
import type { Settings } from '../src/settings.ts';
import { bare, type ImapFakeOptions } from './fake/index.ts';
import { type FakeHost, openFakeHost } from './fake-host.ts';

const opened: FakeHost[] = [];
afterEach(async () => {
  for (const host of opened.splice(0)) await host.close();
});

async function open(
  options: ImapFakeOptions,
  settings: Partial<Settings> = {},
  credentials?: Record<string, string>,
): Promise<FakeHost> {
  const host = await openFakeHost({ documents: 20, ...options }, settings, credentials);
  opened.push(host);
  return host;
}

const ids = (host: FakeHost) => [...host.store.documents().keys()].sort();
const expectedIds = (host: FakeHost) => [...host.fake.snapshot().keys()].sort();

it('keeps every document when a folder is numbered anew and mails have ids', async () => {
  const host = await open({});
  await host.sync();
  const before = ids(host);
  const inbox = host.fake.account.folder('INBOX');
  inbox.renumber(host.fake.account.nextUidValidity());
  host.commands();
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { created: 0, deleted: 0, bytes: 0 } });
  expect(ids(host)).toEqual(before);
  expect(host.commands()).not.toContain('UID SEARCH');
  inbox.expunge(inbox.mails[0]?.uid ?? 0);
  await host.sync();
  expect(ids(host)).toEqual(expectedIds(host));
});

it('reads a folder that is numbered anew once more where mails have no ids', async () => {
  const host = await open({ traits: { ...bare, condstore: true, listStatus: true } });
  await host.sync();
  host.fake.account.folder('INBOX').renumber(host.fake.account.nextUidValidity());
  expect(await host.sync()).toMatchObject({ status: 'success' });
  expect(ids(host)).toEqual(expectedIds(host));
});

it('is right about a server that answers in no order, and resumes there', async () => {
  const host = await open({ traits: { unordered: true }, documents: 0 });
  const inbox = host.fake.account.folder('INBOX');
  for (let left = 1500; left > 0; left--) inbox.append(host.fake.seeds.next({ shape: 0 }));
  await host.sync('full', { maxDocuments: 260 });
  expect(ids(host).length).toBeLessThan(1500);
  expect(await host.sync()).toMatchObject({ status: 'success' });
  expect(ids(host)).toEqual(expectedIds(host));
  inbox.expunge(1);
  await host.sync('reconcile');
  expect(ids(host)).toEqual(expectedIds(host));
});

it('does not believe SEARCH', async () => {
  const host = await open({ traits: bare });
  await host.sync();
  expect(await host.sync('reconcile')).toMatchObject({ status: 'success', counts: { deleted: 0, withheld: 0 } });
  expect(ids(host)).toEqual(expectedIds(host));
});

it('reads the mails of Gmail once, from the folder that has all', async () => {
  const host = await open({ traits: { ...bare, gmail: true, listStatus: true, condstore: true }, documents: 0 });
  const { account, seeds } = host.fake;
  account.addFolder('[Gmail]', ['\\Noselect']);
  const all = account.addFolder('[Gmail]/All Mail', ['\\All']);
  const label = account.addFolder('A label');
  for (let left = 5; left > 0; left--) {
    const mail = seeds.next({ shape: 0 });
    for (const folder of [all, label, account.folder('INBOX')]) folder.append(mail);
  }
  expect(await host.sync()).toMatchObject({ status: 'success' });
  expect(host.titles()).toHaveLength(5);
  expect(ids(host).filter((id) => id.startsWith('folder/'))).toEqual(['folder/[Gmail]', 'folder/[Gmail]/All Mail']);
  expect(ids(host)).toContain('mail/1000001');
});

it('reads folders below a prefix, and those that others share', async () => {
  const host = await open({ traits: { personal: 'INBOX.' }, documents: 0 });
  const { account, seeds } = host.fake;
  account.removeFolder('Work');
  for (const path of ['INBOX.Plans', 'user.bob.Team', 'Board']) {
    account.addFolder(path).append(seeds.next({ title: `In ${path}`, shape: 0 }));
  }
  expect(await host.sync()).toMatchObject({ status: 'success' });
  expect(host.titles()).toEqual(['In Board', 'In INBOX.Plans', 'In user.bob.Team']);
  expect(ids(host)).toEqual(expectedIds(host));
});

it('opens no folder that holds folders only, however the server writes that', async () => {
  const host = await open({});
  host.fake.account.addFolder('Lists', ['\\NoSelect']);
  expect(await host.sync()).toMatchObject({ status: 'success' });
  expect(ids(host)).toEqual(expectedIds(host));
});

it('reads what is skipped when it is picked or wanted', async () => {
  const host = await open({});
  const { account, seeds } = host.fake;
  account.folder('Deleted Items').append(seeds.next({ title: 'In the trash', shape: 0 }));
  await host.sync();
  expect(host.titles()).not.toContain('In the trash');
  await host.sync('incremental', { picks: [{ id: 'folder/Deleted Items' }], basis: 'picked' });
  expect(host.titles()).toContain('In the trash');
  const wanting = await open({}, { skip: [] });
  wanting.fake.account.folder('Deleted Items').append(seeds.next({ title: 'In the trash', shape: 0 }));
  await wanting.sync();
  expect(wanting.titles()).toContain('In the trash');
});

it('knows by their names what folders at the top are for, where the server does not say it', async () => {
  for (const personal of ['', 'INBOX.']) {
    const host = await open({ traits: { ...bare, personal }, documents: 0 });
    const { account, seeds } = host.fake;
    const below = (...names: string[]) => personal + names.join(account.delimiter);
    const own = [below('Projects', 'Trash'), below('All Mail'), below('Sent')];
    for (const path of [...own, below('Trash'), below('Drafts'), below('Entwürfe')]) {
      account.addFolder(path).append(seeds.next({ title: `In ${path}`, shape: 0 }));
    }
    await host.sync();
    expect(host.titles()).toEqual(own.map((path) => `In ${path}`).sort());
  }
});

it('leaves out each folder that the server marks as trash', async () => {
  const host = await open({ documents: 0 });
  const { account, seeds } = host.fake;
  const shared = account.addFolder('Shared/bob/Deleted', ['\\Trash']);
  for (const folder of [shared, account.folder('Deleted Items')]) folder.append(seeds.next({ shape: 0 }));
  await host.sync();
  expect(host.titles()).toEqual([]);
});

it('signs in with an access token', async () => {
  const host = await open({}, { username: 'mailbox' }, { token: 'fake-app-password-1' });
  expect(await host.sync()).toMatchObject({ status: 'success' });
  expect(host.fake.requests.count(({ method }) => method === 'AUTHENTICATE')).toBeGreaterThan(0);
  const without = await open({}, {}, { token: 'fake-app-password-1' });
  expect(await without.sync()).toMatchObject({ status: 'failed', error: { kind: 'bad-settings' } });
});

it('has one document for a mail in two folders, until it is in none', async () => {
  const host = await open({ documents: 0 });
  const { account, seeds } = host.fake;
  const [inbox, work] = [account.folder('INBOX'), account.folder('Work')];
  const mail = seeds.next({ title: 'In two folders', shape: 3 });
  inbox.append(mail);
  work.append(mail);
  await host.sync();
  expect(host.titles()).toHaveLength(2);
  inbox.expunge(1);
  await host.sync();
  expect(host.titles()).toHaveLength(2);
  work.expunge(1);
  await host.sync();
  expect(host.titles()).toEqual([]);
});

it('leaves no command behind when the host stops in the middle of a folder', async () => {
  const host = await open({});
  for (let left = 2500; left > 0; left--) host.fake.account.folder('INBOX').append(host.fake.seeds.next({ shape: 0 }));
  const context = host.context();
  const inbox = (await host.slices()).find(({ id }) => id === 'folder/INBOX');
  if (!inbox) throw new Error('No INBOX');
  for await (const change of imap.read(context, inbox, null)) if (change.type === 'checkpoint') break;
  const signedIn = () =>
    host.fake.requests.all.filter(({ method }) => method === 'LOGIN' || method === 'AUTHENTICATE').length;
  const before = signedIn();
  for await (const change of imap.read(context, inbox, null)) if (change.type === 'checkpoint') break;
  // The connection of the first one ended with it.
  expect(signedIn()).toBe(before + 1);
});
