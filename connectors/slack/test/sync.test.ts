import type { SyncKind, SyncOptions, SyncOutcome } from '@acequia/core';
import { afterEach, expect, test } from 'vitest';
import { makeSqlitePlace } from '../../../tests/sync/make-place.ts';
import { openSyncFixture, type SyncFixture } from '../../../tests/sync/sync-fixture.ts';
import slack from '../src/index.ts';
import type { Settings } from '../src/settings.ts';
import { openSlackHost, type SlackHost } from './slack-host.ts';

const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of clean.splice(0).reverse()) await end();
});

interface Setup {
  readonly host: SlackHost;
  readonly fixture: SyncFixture;
  sync(kind?: SyncKind, options?: Partial<SyncOptions>): Promise<SyncOutcome>;
  markdown(id: string): Promise<string | undefined>;
}

async function setUp(documents = 20, input: Partial<Settings> = {}): Promise<Setup> {
  const host = await openSlackHost({ documents });
  clean.push(() => host.close());
  const place = makeSqlitePlace();
  clean.push(() => place.remove());
  const fixture = await openSyncFixture({ url: place.url, connector: slack, clock: host.clock });
  clean.push(() => fixture.close());
  return {
    host,
    fixture,
    sync: (kind = 'incremental', options = {}) =>
      fixture.sync(kind, { openContext: host.openContext(input), ...options }),
    markdown: (id) => readMarkdown(fixture, id),
  };
}

async function readMarkdown({ database }: SyncFixture, id: string): Promise<string | undefined> {
  const [row] = await database.reader.all<{ markdown: string }>(
    `SELECT COALESCE(b.markdown, t.markdown) AS markdown FROM documents d
     LEFT JOIN bodies b ON b.document_id = d.id LEFT JOIN blobs t ON t.blob_key = d.blob_key
     WHERE d.native_id = ? AND d.deleted_at IS NULL`,
    [Buffer.from(id)],
  );
  return row?.markdown;
}

/** The store holds exactly what a perfect one would. */
async function expectTrue({ host, fixture, markdown }: Setup): Promise<void> {
  const stored = await fixture.stored();
  const expected = host.fake.snapshot();
  expect([...stored.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [id, { title, parent, contains = [], body }] of expected) {
    const found = stored.get(id);
    expect(found?.title).toBe(title);
    expect(found?.parent).toBe(parent);
    const text = contains.length > 0 || body !== undefined ? await markdown(id) : '';
    for (const part of contains) expect(text).toContain(part);
    if (typeof body === 'string') expect(text).toContain(body.trim());
  }
  expect(await fixture.problems(true)).toEqual([]);
}

/** A channel of the fake with its threads. */
function firstChannel({ host }: Setup) {
  const [channel] = host.fake.workspace.channels.values();
  if (!channel) throw new Error('The fake has no channel');
  return channel;
}

test('reads channels, threads, and files, and keeps to the request floor', async () => {
  const setup = await setUp(60);
  const { host } = setup;
  const outcome = await setup.sync();
  expect(outcome).toMatchObject({ status: 'success' });
  await expectTrue(setup);
  expect(outcome.counts.created).toBeGreaterThanOrEqual(60);
  // The list of people is asked for twice: with everybody's rights for the groups, and for the names.
  expect(host.fake.requests.count()).toBeLessThanOrEqual(host.fake.floor({ kind: 'full' }) + 1);
});

test('asks for no content and no person when nothing changed', async () => {
  const setup = await setUp();
  await setup.sync();
  setup.host.fake.requests.clear();
  const outcome = await setup.sync();
  expect(outcome.counts).toMatchObject({ created: 0, updated: 0, deleted: 0 });
  expect(setup.host.fake.requests.count('content')).toBe(0);
  expect(setup.host.fake.requests.count()).toBe(setup.host.fake.floor({ kind: 'incremental', changed: 0 }));
  await expectTrue(setup);
});

test('sees new, edited, answered and deleted messages within the look-back', async () => {
  const setup = await setUp();
  const { workspace } = setup.host.fake;
  await setup.sync();
  const channel = firstChannel(setup);
  const roots = [...channel.messages.values()].filter(({ thread }) => thread === undefined);
  const plain = roots.filter(({ ts, files }) => workspace.replies(channel, ts).length === 0 && files.length === 0);
  const [edited, answered, deleted] = plain;
  if (!edited || !answered || !deleted) throw new Error('Too few messages');
  workspace.edit(edited, 'Edited first line\nand more');
  workspace.post(channel, 'An answer', { thread: answered.ts });
  workspace.delete(channel, deleted.ts);
  workspace.post(channel, 'Something new');
  setup.host.fake.requests.clear();
  const outcome = await setup.sync();
  expect(outcome.counts).toMatchObject({ created: 1, deleted: 1 });
  await expectTrue(setup);
  expect(setup.host.fake.requests.count('content')).toBe(1);
});

test('finds a deleted reply, and keeps a thread whose first message was deleted', async () => {
  const setup = await setUp();
  const { workspace } = setup.host.fake;
  const channel = workspace.addChannel('plans');
  const shrinking = workspace.post(channel, 'Three answers');
  for (const number of [1, 2, 3]) workspace.post(channel, `Answer ${number}`, { thread: shrinking.ts });
  const beheaded = workspace.post(channel, 'To be deleted');
  workspace.post(channel, 'Too late', { thread: beheaded.ts });
  await setup.sync();
  workspace.delete(channel, workspace.replies(channel, shrinking.ts)[1]?.ts ?? '');
  workspace.delete(channel, beheaded.ts);
  await setup.sync();
  expect(await setup.markdown(`${channel.id}:${shrinking.ts}`)).not.toContain('Answer 2');
  const kept = await setup.markdown(`${channel.id}:${beheaded.ts}`);
  expect(kept).toContain('Too late');
  expect(kept).not.toContain('To be deleted');
  await expectTrue(setup);
});

test('a reply in a thread older than the look-back is found by the next full comparison', async () => {
  const setup = await setUp(4, { lookBackDays: 1 });
  const { workspace } = setup.host.fake;
  const channel = firstChannel(setup);
  const old = workspace.post(channel, 'From long ago', { at: setup.host.clock.now() - 40 * 86_400_000 });
  await setup.sync();
  workspace.post(channel, 'A late answer', { thread: old.ts });
  await setup.sync();
  expect(await setup.markdown(`${channel.id}:${old.ts}`)).not.toContain('A late answer');
  await setup.sync('reconcile');
  expect(await setup.markdown(`${channel.id}:${old.ts}`)).toContain('A late answer');
  await expectTrue(setup);
});

test('a file that was added, changed or removed in a thread is followed', async () => {
  const setup = await setUp(2);
  const { workspace } = setup.host.fake;
  const channel = firstChannel(setup);
  const first = workspace.addFile('plan.md', '# The plan', { mimetype: 'text/markdown' });
  const second = workspace.addFile('answer.txt', 'The answer');
  const root = workspace.post(channel, 'With a file', { files: [first] });
  const reply = workspace.post(channel, 'And another', { thread: root.ts, files: [second] });
  await setup.sync();
  await expectTrue(setup);
  first.content = '# A new plan';
  first.edited = first.created + 5;
  workspace.delete(channel, reply.ts);
  await setup.sync();
  await expectTrue(setup);
  expect(await setup.markdown(`${channel.id}:${root.ts}:${first.id}`)).toContain('A new plan');
  workspace.deleteFile(first.id);
  await setup.sync();
  await expectTrue(setup);
});

test('a renamed channel is an update of its own', async () => {
  const setup = await setUp();
  await setup.sync();
  firstChannel(setup).name = 'renamed';
  setup.host.fake.requests.clear();
  await setup.sync();
  await expectTrue(setup);
  expect(setup.host.fake.requests.count('content')).toBe(0);
});

test('a listing that was broken off goes on below where it was', async () => {
  const setup = await setUp(2);
  const { workspace, requests, policy } = setup.host.fake;
  policy.pageSize = 10;
  const channel = workspace.addChannel('busy');
  const at = setup.host.clock.now() - 5_000_000;
  for (let number = 0; number < 100; number++) workspace.post(channel, `Number ${number}`, { at: at + number * 1000 });
  const listed = () => requests.count('listing');
  const stop = new AbortController();
  setup.host.fake.onRequest(() => {
    if (listed() >= 8) stop.abort(new Error('cut off'));
  });
  const cut = await setup.sync('incremental', { signal: stop.signal, batch: { documents: 10 } });
  expect(cut.status).toBe('canceled');
  setup.host.fake.onRequest(undefined);
  await setup.sync();
  await expectTrue(setup);
  // Ten pages of this channel and one of each other; one page was on its way.
  expect(listed()).toBeLessThanOrEqual(10 + 2 + 2);
});

test('a revoked token stops the sync and keeps all documents', async () => {
  const setup = await setUp();
  await setup.sync();
  const before = (await setup.fixture.stored()).size;
  const openContext = setup.host.openContext();
  setup.host.fake.expireCredentials?.();
  const outcome = await setup.sync('incremental', { openContext });
  expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'auth' } });
  expect(outcome.error?.remedy).toContain('token');
  expect((await setup.fixture.stored()).size).toBe(before);
});

test('a channel that the app lost in the middle fails alone', async () => {
  const setup = await setUp();
  await setup.sync();
  const before = (await setup.fixture.stored()).size;
  const channel = firstChannel(setup);
  setup.host.fake.onRequest(({ path }) => {
    if (path.endsWith('auth.test')) channel.isMember = false;
  });
  const outcome = await setup.sync();
  expect(outcome.slices).toMatchObject([{ id: channel.id, status: 'failed', error: { kind: 'forbidden' } }]);
  expect(outcome.slices[0]?.error?.remedy).toContain('/invite');
  expect((await setup.fixture.stored()).size).toBe(before);
});

test('a workspace whose channels the app has all left keeps its documents', async () => {
  const setup = await setUp();
  await setup.sync();
  const before = (await setup.fixture.stored()).size;
  for (const channel of setup.host.fake.workspace.channels.values()) channel.isMember = false;
  const outcome = await setup.sync();
  expect(outcome.status).toBe('success');
  expect((await setup.fixture.stored()).size).toBe(before);
});

test('the class of 15 messages is read page by page, and told', async () => {
  const setup = await setUp(2);
  const { workspace, policy, rates } = setup.host.fake;
  const channel = workspace.addChannel('restricted');
  const at = setup.host.clock.now() - 9_000_000;
  for (let number = 0; number < 40; number++) workspace.post(channel, `Number ${number}`, { at: at + number * 1000 });
  policy.pageSize = 15;
  rates.limit('conversations.history', { requests: 1, window: 60_000 });
  const picks = [{ id: channel.id }];
  const outcomes: SyncOutcome[] = [];
  do {
    outcomes.push(await setup.sync('incremental', { picks }));
    setup.host.clock.advance(61_000);
  } while (outcomes.at(-1)?.status === 'waiting' && outcomes.length < 10);
  expect(outcomes.map(({ status }) => status)).toEqual(['waiting', 'waiting', 'success']);
  expect((await setup.fixture.stored()).size).toBe(1 + 40);
  const warnings = setup.host.log.entries.filter(({ message }) => message.includes('15 messages a minute'));
  expect(warnings.length).toBeGreaterThan(0);
  expect(setup.host.fake.requests.early()).toBe(0);
});
