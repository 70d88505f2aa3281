import { afterEach, expect, it } from 'vitest';
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

it('fails for a mail that the server cannot describe, and reads the others', async () => {
  for (const uid of [1, 4, 7]) {
    const host = await open({ documents: 0 });
    const { account, seeds } = host.fake;
    for (let next = 1; next <= 7; next++) {
      const mail = seeds.next({ shape: 0, title: `Mail ${next}` });
      account.folder('INBOX').append(next === uid ? { ...mail, brokenStructure: '("text" "plain" (' } : mail);
    }
    expect(await host.sync()).toMatchObject({ status: 'partial', counts: { failed: 1 } });
    expect(host.titles()).toHaveLength(6);
    const [[id, { error } = {}] = ['']] = host.store.outstanding();
    expect(id).toMatch(/^mail\/M\d+$/);
    expect(error).toMatchObject({ kind: 'unreadable', remedy: expect.stringContaining('damaged') });
    account.folder('INBOX').append({ ...seeds.next({ shape: 0 }), brokenStructure: '("text" (' });
    expect(await host.sync()).toMatchObject({ counts: { failed: 1, deleted: 0 } });
    expect(host.titles()).toHaveLength(6);
  }
});

it('reads a mail as a whole where the server has no structure for it', async () => {
  const host = await open({ documents: 0 });
  const { account, seeds } = host.fake;
  account
    .folder('INBOX')
    .append({ ...seeds.next({ shape: 2, title: 'Whole', body: 'all of it' }), brokenStructure: 'NIL' });
  expect(await host.sync()).toMatchObject({ status: 'success' });
  expect(host.text('Whole')).toContain('all of it');
  expect(host.text('Whole')).toContain('To: me@example.org');
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
