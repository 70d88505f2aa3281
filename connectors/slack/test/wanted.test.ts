import type { Change, Fetched } from '@acequia/core';
import { afterEach, expect, test } from 'vitest';
import type { Cursor } from '../src/cursor.ts';
import { fetchContent } from '../src/fetch-content.ts';
import { fetchDocuments } from '../src/fetch-documents.ts';
import { read } from '../src/read.ts';
import type { FakeChannel } from './fake/slack-workspace.ts';
import { collect, openSlackHost, type SlackHost } from './slack-host.ts';

let host: SlackHost;
afterEach(() => host.close());

async function open(): Promise<FakeChannel> {
  host = await openSlackHost({ documents: 2 });
  return host.fake.workspace.addChannel('wanted');
}

async function ask(id: string): Promise<Change<never>> {
  const [answer] = await collect(fetchDocuments(host.context(), [{ id }]));
  if (!answer) throw new Error('No answer');
  return answer;
}

async function fetchOne(id: string): Promise<Fetched> {
  const [answer] = await collect(fetchContent(host.context(), [{ id }]));
  if (!answer) throw new Error('No answer');
  return answer;
}

test('a hint to an edited reply makes its thread stale, though its version is the same', async () => {
  const channel = await open();
  const { workspace } = host.fake;
  const root = workspace.post(channel, 'A question');
  const reply = workspace.post(channel, 'An anser', { thread: root.ts });
  const id = `${channel.id}:${root.ts}`;
  const before = await ask(id);
  workspace.edit(reply, 'An answer');
  const after = await ask(id);
  expect(before).toMatchObject({ document: { stale: true } });
  expect(after).toEqual(before);
  expect(await fetchOne(id)).toMatchObject({ body: expect.stringContaining('An answer') });
});

test('a deleted message is gone, one that a free plan hides is not', async () => {
  const channel = await open();
  const { ts } = host.fake.workspace.post(channel, 'Short-lived');
  const hidden = host.fake.workspace.post(channel, 'Old', { at: host.clock.now() - 1_000_000 });
  host.fake.workspace.delete(channel, ts);
  expect(await ask(`${channel.id}:${ts}`)).toEqual({ type: 'delete', id: `${channel.id}:${ts}` });
  host.fake.policy.hiddenBefore = host.clock.now() - 500_000;
  expect(await ask(`${channel.id}:${hidden.ts}`)).toMatchObject({ type: 'failure', error: { kind: 'not-found' } });
});

test('what a free plan hides is not claimed to be gone', async () => {
  const channel = await open();
  const shown = host.fake.workspace.post(channel, 'New');
  host.fake.workspace.post(channel, 'Old', { at: host.clock.now() - 1_000_000 });
  host.fake.policy.hiddenBefore = host.clock.now() - 500_000;
  const changes: Change<Cursor>[] = await collect(read(host.context(), { id: channel.id, roots: [] }, null));
  expect(changes.filter(({ type }) => type === 'complete')).toEqual([{ type: 'complete', from: shown.ts }]);
});

test.each([
  '',
  'nothing',
  'C1',
  'C0000001:x',
  'C0000001:1.2',
  'C0000001:1700000000.000001:U1',
  'C0000001:1700000000.000001:F1:x',
  '__proto__',
])('the id "%s" is nothing of Slack, and costs no request', async (id) => {
  await open();
  expect(await ask(id)).toMatchObject({ type: 'failure', error: { kind: 'not-found', remedy: expect.any(String) } });
  expect(host.fake.requests.count()).toBe(0);
});

test('a channel that does not exist is not found, with a remedy', async () => {
  await open();
  for (const id of ['C0NOWHERE', 'C0NOWHERE:1700000000.000001']) {
    const answer = await ask(id);
    expect(answer).toMatchObject({
      type: 'failure',
      error: { kind: 'not-found', remedy: expect.stringContaining('Invite') },
    });
  }
});

test('a file that was deleted is gone, one that never was is not found', async () => {
  const channel = await open();
  const { workspace } = host.fake;
  const file = workspace.addFile('plan.txt', 'The plan');
  const { ts } = workspace.post(channel, 'Look', { files: [file] });
  const id = `${channel.id}:${ts}:${file.id}`;
  expect(await ask(id)).toMatchObject({ type: 'upsert', document: { id, title: 'plan.txt' } });
  workspace.deleteFile(file.id);
  expect(await ask(id)).toEqual({ type: 'delete', id });
  expect(await fetchOne(id)).toMatchObject({ error: { kind: 'gone' } });
  expect(await ask(`${channel.id}:${ts}:F0NOTHING`)).toMatchObject({ error: { kind: 'not-found' } });
});

test('a login page instead of a file is an error that names the scope', async () => {
  const channel = await open();
  const { workspace, policy } = host.fake;
  const file = workspace.addFile('plan.pdf', 'The plan', { mimetype: 'application/pdf' });
  const { ts } = workspace.post(channel, 'Look', { files: [file] });
  host.fake.onRequest(({ path }) => {
    if (path.startsWith('/files-pri/')) policy.scopes.delete('files:read');
  });
  expect(await fetchOne(`${channel.id}:${ts}:${file.id}`)).toMatchObject({
    error: { kind: 'forbidden', remedy: expect.stringContaining('files:read') },
  });
});

test('a file of HTML and a canvas are files, not login pages', async () => {
  const channel = await open();
  const { workspace } = host.fake;
  const types = ['text/html', 'application/vnd.slack-docs'];
  const files = types.map((mimetype) => workspace.addFile('page.html', '<h1>Plan</h1>', { mimetype }));
  const { ts } = workspace.post(channel, 'Look', { files });
  for (const { id, mimetype } of files) {
    expect(await fetchOne(`${channel.id}:${ts}:${id}`)).toMatchObject({ mime: mimetype });
  }
});

test('a file that came in part is an error, however the connection ended', async () => {
  const channel = await open();
  const { workspace, faults } = host.fake;
  const file = workspace.addFile('plan.txt', 'The whole of the plan');
  const { ts } = workspace.post(channel, 'Look', { files: [file] });
  faults.at(({ path }) => path.startsWith('/files-pri/'), { type: 'truncate' });
  const fetched = await fetchOne(`${channel.id}:${ts}:${file.id}`);
  const body = 'body' in fetched && typeof fetched.body === 'object' ? fetched.body : [];
  await expect(collect(body as AsyncIterable<Uint8Array>)).rejects.toMatchObject({ kind: 'bad-response' });
});

test('a file that is kept elsewhere is unsupported, and its place never gets the token', async () => {
  const channel = await open();
  const { workspace } = host.fake;
  const file = workspace.addFile('Shared', 'unused', { mode: 'external' });
  const { ts } = workspace.post(channel, 'Look', { files: [file] });
  expect(await fetchOne(`${channel.id}:${ts}:${file.id}`)).toMatchObject({ error: { kind: 'unsupported' } });
  expect(host.fake.requests.count()).toBe(1);
});

test('a long thread is read over all of its pages, its first message once', async () => {
  const channel = await open();
  const { workspace } = host.fake;
  const root = workspace.post(channel, 'How many?');
  for (let number = 0; number < 2100; number++) workspace.post(channel, `Answer ${number};`, { thread: root.ts });
  const fetched = await fetchOne(`${channel.id}:${root.ts}`);
  const body = 'body' in fetched && typeof fetched.body === 'string' ? fetched.body : '';
  expect(body.match(/How many\?/g)).toHaveLength(1);
  expect(body.match(/Answer \d+;/g)).toHaveLength(2100);
  expect(host.fake.requests.count('content')).toBe(3);
});
