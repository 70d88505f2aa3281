import { afterEach, expect, it } from 'vitest';
import { bare, type ImapFakeOptions } from './fake/index.ts';
import { type FakeHost, openFakeHost } from './fake-host.ts';

const opened: FakeHost[] = [];
afterEach(async () => {
  for (const host of opened.splice(0)) await host.close();
});

async function open(options: ImapFakeOptions = {}, settings = {}): Promise<FakeHost> {
  const host = await openFakeHost({ documents: 0, ...options }, settings);
  opened.push(host);
  return host;
}

/** Plain mails, all of one shape. */
function fill({ fake }: FakeHost, count: number, path = 'INBOX'): void {
  for (let left = count; left > 0; left--) fake.account.folder(path).append(fake.seeds.next({ shape: 0 }));
}

it('lists an account in one command, and each folder in two, whatever is in it', async () => {
  const host = await open();
  fill(host, 600);
  fake(host).renameFolder('Work/Projects & more – Überblick', 'Work/P');
  await host.sync('full', { filters: { exclude: ['**'] } });
  expect(host.commands().sort()).toEqual(['EXAMINE', 'EXAMINE', 'EXAMINE', 'LIST', 'UID FETCH']);
});

it('fetches what is at the same place by one command, though every other mail has it elsewhere', async () => {
  const host = await open({}, { attachments: false });
  const inbox = fake(host).folder('INBOX');
  for (let index = 0; index < 900; index++) inbox.append(host.fake.seeds.next({ shape: index % 2 === 0 ? 0 : 3 }));
  await host.sync();
  expect(host.titles()).toHaveLength(900);
  const asked = host.fake.requests.all.filter(({ kind }) => kind === 'content').map(({ path }) => path);
  expect(asked.map((path) => /PEEK\[(.*)\]/.exec(path)?.[1]).sort()).toEqual(['1', '1.1']);
});

it('asks for a head together with the text only where it is too long to be kept', async () => {
  const host = await open();
  const inbox = fake(host).folder('INBOX');
  const to = `${'nobody.'.repeat(200)}@example.org`;
  inbox.append(host.fake.seeds.next({ shape: 0, title: 'Short' }));
  inbox.append({ ...host.fake.seeds.next({ shape: 0, title: 'Long' }), to });
  await host.sync();
  expect(host.text('Short')).toContain('- To: me@example.org');
  expect(host.text('Long')).toContain(`- To: ${to}`);
  const asked = host.fake.requests.all.filter(({ kind }) => kind === 'content').map(({ path }) => path);
  expect(asked).toHaveLength(2);
  expect(asked.filter((path) => path.includes('HEADER.FIELDS'))).toEqual([expect.stringContaining('FETCH 2 ')]);
});

const fake = (host: FakeHost) => host.fake.account;

it('asks once when nothing changed, and then only for what did', async () => {
  const host = await open({ documents: 20 });
  await host.sync();
  host.commands();
  expect(await host.sync()).toMatchObject({ status: 'success' });
  expect(host.commands()).toEqual(['LIST']);

  const inbox = fake(host).folder('INBOX');
  fill(host, 1);
  inbox.expunge(inbox.mails[0]?.uid ?? 0);
  inbox.flag(inbox.mails[0]?.uid ?? 0, ['\\Flagged']);
  expect(await host.sync()).toMatchObject({ counts: { created: 1, updated: 1, deleted: 1 } });
  // The last one is the text of the new mail.
  expect(host.commands()).toEqual(['LIST', 'EXAMINE', 'UID FETCH', 'UID FETCH']);
});

it('needs one command a folder to see that nothing changed where the list does not tell', async () => {
  const host = await open({ documents: 20, traits: bare });
  await host.sync();
  host.commands();
  await host.sync();
  expect(host.commands()).toEqual(['LIST', 'EXAMINE', 'EXAMINE']);
});

it('finds deletions without QRESYNC by two commands a folder', async () => {
  const host = await open({ documents: 20, traits: bare });
  await host.sync();
  host.commands();
  fake(host).folder('INBOX').expunge(3);
  expect(await host.sync('reconcile')).toMatchObject({ status: 'success', counts: { deleted: 1, created: 0 } });
  expect(host.commands().sort()).toEqual(['EXAMINE', 'EXAMINE', 'LIST', 'UID FETCH', 'UID FETCH']);
});

it('never marks a mail as read', async () => {
  const host = await open({ documents: 20 });
  await host.sync();
  const sent = host.fake.requests.all.map(({ path }) => path).join('\n');
  expect(sent).toMatch(/BODY\.PEEK/);
  expect(sent).not.toMatch(/SELECT|STORE|BODY\[/);
});

it('fetches an attachment by its part, and only when the filters let it through', async () => {
  const host = await open({ documents: 20 });
  await host.sync('full', { filters: { exclude: ['**/notes *'] } });
  const asked = host.fake.requests.all.filter(({ kind }) => kind === 'content').map(({ path }) => path);
  expect(asked.some((path) => /PEEK\[2\]/.test(path))).toBe(false);
  expect(asked.some((path) => /PEEK\[1(\.1)?\]/.test(path))).toBe(true);
});

it('keeps to its connections', async () => {
  const host = await open({ documents: 0, connections: 3 }, { connections: 3 });
  for (let index = 0; index < 8; index++) {
    fake(host).addFolder(`Folder ${index}`);
    fill(host, 300, `Folder ${index}`);
  }
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { failed: 0 } });
  expect(host.fake.peak()).toBeLessThanOrEqual(3);
  expect(host.titles()).toHaveLength(2400);
});
