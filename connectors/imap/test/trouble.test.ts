import { afterEach, expect, it } from 'vitest';
import imap from '../src/index.ts';
import type { Settings } from '../src/settings.ts';
import type { ImapFakeOptions } from './fake/index.ts';
import { type FakeHost, openFakeHost } from './fake-host.ts';

const opened: FakeHost[] = [];
afterEach(async () => {
  for (const host of opened.splice(0)) await host.close();
});

async function open(options: ImapFakeOptions = {}, settings: Partial<Settings> = {}): Promise<FakeHost> {
  const host = await openFakeHost({ documents: 20, ...options }, settings);
  opened.push(host);
  return host;
}

const ids = (host: FakeHost) => [...host.store.documents().keys()].sort();
const expectedIds = (host: FakeHost) => [...host.fake.snapshot().keys()].sort();

it('goes on after a goodbye in the middle', async () => {
  const host = await open();
  host.fake.onRequest(({ kind }) => (kind === 'content' ? host.fake.sayBye() : undefined));
  expect((await host.sync()).status).not.toBe('success');
  host.fake.onRequest(undefined);
  await host.sync('full');
  expect(ids(host)).toEqual(expectedIds(host));
});

it('keeps no connection to a server that does not let it in', async () => {
  const host = await open();
  host.fake.expireCredentials?.();
  expect(await host.sync()).toMatchObject({ error: { kind: 'auth' } });
  await host.fake.whenLeft();
});

it('says that the password may be wrong where the server ends the connection without a word', async () => {
  const host = await open({ traits: { hangsUp: true } });
  host.fake.expireCredentials?.();
  const remedy = expect.stringContaining('password');
  expect(await imap.validate(host.context())).toMatchObject([{ name: 'sign-in', ok: false, remedy }]);
});

it('reads a mail as a whole where the server cannot describe it', async () => {
  for (const uid of [1, 4, 7]) {
    const host = await open({ documents: 0 });
    const { account, seeds } = host.fake;
    const inbox = account.folder('INBOX');
    for (let next = 1; next <= 7; next++) {
      const mail = seeds.next({ shape: 2, title: `Mail ${next}`, body: `all of ${next}` });
      inbox.append(next === uid ? { ...mail, brokenStructure: '("text" "plain" (' } : mail);
    }
    // Its attachments are not known, which a person is told.
    expect(await host.sync()).toMatchObject({ status: 'partial', counts: { failed: 1 } });
    expect(host.titles()).toHaveLength(7);
    expect(host.text(`Mail ${uid}`)).toContain(`all of ${uid}`);
    expect(host.text(`Mail ${uid}`)).toContain('To: me@example.org');
    inbox.append({ ...seeds.next({ shape: 2, title: 'A new one' }), brokenStructure: 'NIL' });
    expect(await host.sync()).toMatchObject({ status: 'success', counts: { created: 1, deleted: 0 } });
    expect(ids(host)).toEqual(expectedIds(host));
  }
});

it.each(['NIL', 'refused'] as const)('reads a mail as a whole where its parts are %s', async (parts) => {
  const host = await open({ documents: 0 });
  const { account, seeds } = host.fake;
  const inbox = account.folder('INBOX');
  for (let next = 1; next <= 5; next++) {
    const mail = seeds.next({ shape: 0, title: `Mail ${next}`, body: `all of ${next}` });
    inbox.append(next === 3 ? { ...mail, parts } : mail);
  }
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { failed: 0 } });
  for (let next = 1; next <= 5; next++) expect(host.text(`Mail ${next}`)).toContain(`all of ${next}`);
});

it('reads a mail that is nothing but another mail', async () => {
  const host = await open({ documents: 0 });
  const { account, seeds } = host.fake;
  const inner = '(NIL "Inner" NIL NIL NIL NIL NIL NIL NIL NIL) ("text" "plain" NIL NIL NIL "7bit" 5 1)';
  const brokenStructure = `("message" "rfc822" NIL NIL NIL "7bit" 9 ${inner} 5)`;
  account.folder('INBOX').append({ ...seeds.next({ shape: 0, title: 'Outer', body: 'all of it' }), brokenStructure });
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { failed: 0 } });
  expect(host.text('Outer')).toContain('all of it');
});

it('says who can open a folder that is closed to this user, and keeps what it has of it', async () => {
  const host = await open();
  await host.sync();
  for (const refusal of ['Permission denied', 'Access denied for SELECT/EXAMINE on INBOX (ACL "r" required)']) {
    host.fake.account.folder('INBOX').refusal = refusal;
    const { slices, counts } = await host.sync('full');
    expect(slices.find(({ error }) => error)?.error).toMatchObject({
      kind: 'forbidden',
      remedy: expect.stringContaining('owner'),
    });
    expect(counts).toMatchObject({ deleted: 0, withheld: 0 });
  }
});

it('reads on behind a mail of which the server cannot tell anything, and deletes nothing', async () => {
  const host = await open({ documents: 0 });
  const { account, seeds } = host.fake;
  const inbox = account.folder('INBOX');
  for (let left = 6; left > 0; left--) inbox.append(seeds.next({ shape: 0 }));
  await host.sync();
  inbox.hidden.add(3);
  inbox.append(seeds.next({ shape: 0, title: 'Behind it' }));
  const outcome = await host.sync('full');
  expect(outcome).toMatchObject({ counts: { created: 1, deleted: 0, withheld: 0 } });
  await host.sync('reconcile');
  expect(ids(host)).toEqual(expectedIds(host));
});

it('deletes nothing when the server shows fewer mails than it counts', async () => {
  const host = await open({ documents: 40 });
  await host.sync();
  const before = ids(host);
  host.fake.faults.at(({ method }) => method === 'UID FETCH' || method === 'FETCH', { type: 'mistype' });
  expect(await host.sync('full')).toMatchObject({ counts: { deleted: 0, withheld: 0 } });
  expect((await host.sync('reconcile')).counts).toMatchObject({ deleted: 0, withheld: 0 });
  host.fake.faults.clear();
  expect(ids(host)).toEqual(before);
});

it('says of too many connections what to do', async () => {
  const host = await open({ connections: 0 });
  const { error } = await host.sync();
  expect(error).toMatchObject({ kind: 'transient', remedy: expect.stringContaining('`connections`') });
});

it('waits no longer than it is told, and ends at once when it is canceled', async () => {
  const host = await open();
  host.fake.faults.at(({ kind }) => kind === 'listing', { type: 'stuck' });
  const { slices } = await host.sync();
  expect(slices[0]?.error).toMatchObject({ kind: 'transient', message: expect.stringContaining('1 s') });
  const stop = new AbortController();
  const slow = await open({}, { timeoutSeconds: 600 });
  slow.fake.faults.at(({ kind }) => kind === 'listing', { type: 'stuck' });
  slow.fake.onRequest(({ kind }) => {
    if (kind === 'listing') setImmediate(() => stop.abort(new Error('canceled')));
  });
  expect(await slow.sync('full', { signal: stop.signal })).toMatchObject({ status: 'canceled' });
});

it('asks no more when the server wants it to wait', async () => {
  const host = await open();
  host.fake.faults.at('listing', { type: 'rate-limit', seconds: 300 }, 1);
  const before = Date.now();
  const outcome = await host.sync('full', { concurrency: 1 });
  expect(outcome).toMatchObject({ status: 'waiting', error: undefined });
  expect(outcome.waitingUntil).toBeGreaterThan(before + 250_000);
  expect(host.fake.requests.early()).toBe(0);
  expect(host.fake.requests.count('listing')).toBe(1);
});

it.each([
  ['tls', 'the server does not speak TLS on this port'],
  ['starttls', 'Server does not support STARTTLS'],
] as const)('says in words that %s is not to be had', async (security, problem) => {
  const host = await open({}, { security });
  expect(await imap.validate(host.context())).toEqual([
    {
      name: 'sign-in',
      ok: false,
      message: `Connecting to localhost: ${problem}`,
      remedy: expect.stringMatching(/`security` and port/),
    },
  ]);
});

it.each([1, 2, 3])('makes do with %i of its connections when the server lets no more in', async (connections) => {
  const host = await open({ documents: 0, connections }, { connections: 4 });
  const { account, seeds } = host.fake;
  for (let index = 0; index < 5; index += 1) account.addFolder(`Folder ${index}`).append(seeds.next({ shape: 0 }));
  const long = [account.folder('INBOX'), account.folder('Folder 0')];
  for (let left = 2600; left > 0; left--) long[left % 2]?.append(seeds.next({ shape: 0 }));
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { failed: 0 } });
  expect(ids(host)).toEqual(expectedIds(host));
});
