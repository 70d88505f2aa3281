import { describeError, type ErrorDescription } from '@acequia/core';
import type { FakeFault } from '@acequia/testkit';
import { afterEach, expect, test } from 'vitest';
import { openSlack } from '../src/client.ts';
import { fetchContent } from '../src/fetch-content.ts';
import { groups } from '../src/groups.ts';
import { read } from '../src/read.ts';
import { slices } from '../src/slices.ts';
import { validate } from '../src/validate.ts';
import { collect, openSlackHost, type SlackHost } from './slack-host.ts';

let host: SlackHost;
afterEach(() => host.close());

async function open(documents = 4) {
  host = await openSlackHost({ documents });
  const [channel] = host.fake.workspace.channels.values();
  if (!channel) throw new Error('No channel');
  return channel;
}

async function failing(work: Promise<unknown>): Promise<ErrorDescription> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => describeError(thrown),
  );
  if (!error) throw new Error('It did not fail');
  return error;
}

const slice = (id: string) => ({ id, roots: [] });

test('a missing scope is named, with where to add it', async () => {
  const channel = await open();
  host.fake.policy.scopes.delete('channels:history');
  const error = await failing(collect(read(host.context(), slice(channel.id), null)));
  expect(error).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('channels:history') });
  expect(error.remedy).toContain('OAuth & Permissions');
});

test('private channels that may not be listed are left out, and told', async () => {
  await open();
  host.fake.policy.scopes.delete('groups:read');
  expect((await collect(slices(host.context(), []))).map(({ title }) => title)).toEqual(['#general']);
  expect(host.log.entries).toContainEqual(
    expect.objectContaining({ level: 'warn', message: expect.stringContaining('groups:read') }),
  );
});

test('without users:read people are ids, told once', async () => {
  const channel = await open(12);
  host.fake.policy.scopes.delete('users:read');
  const context = host.context();
  const changes = await collect(read(context, slice(channel.id), null));
  const bodies = changes.flatMap((change) => (change.type === 'upsert' ? (change.document.body ?? []) : []));
  expect(bodies[0]).toMatch(/^\*\*U0\d+\*\*/);
  expect(host.log.entries.filter(({ message }) => message.includes('users:read'))).toHaveLength(1);
});

test.each<[string, FakeFault, string]>([
  ['broken off', { type: 'truncate' }, 'bad-response'],
  ['of wrong types', { type: 'mistype' }, 'bad-response'],
  ['a login page', { type: 'html' }, 'bad-response'],
  ['nothing', { type: 'json', json: {} }, 'bad-response'],
  ['no object', { type: 'json', json: [] }, 'bad-response'],
  ['null', { type: 'json', json: null }, 'bad-response'],
  ['an unknown refusal', { type: 'json', json: { ok: false, error: 'new_code' } }, 'bad-response'],
  ['a whole page as refusal', { type: 'json', json: { ok: false, error: '<b>no</b>' } }, 'bad-response'],
  ['a revoked token', { type: 'json', json: { ok: false, error: 'token_revoked' } }, 'auth'],
  ['an outage', { type: 'json', json: { ok: false, error: 'service_unavailable' } }, 'transient'],
  ['a 503', { type: 'status', status: 503 }, 'transient'],
  ['a long limit', { type: 'rate-limit', seconds: 120 }, 'rate-limited'],
  ['an undated limit', { type: 'json', json: { ok: false, error: 'ratelimited' } }, 'rate-limited'],
  ['a page that never ends', { type: 'json', json: { ok: true, messages: [], has_more: true } }, 'bad-response'],
])('an answer that is %s is a typed error, and claims nothing', async (_, fault, kind) => {
  const channel = await open();
  host.fake.faults.at(({ path }) => path.endsWith('history'), fault);
  const stream = read(host.context(), slice(channel.id), null);
  const met: string[] = [];
  const error = await failing(
    (async () => {
      for await (const { type } of stream) met.push(type);
    })(),
  );
  expect(error.kind).toBe(kind);
  expect(met).toEqual(['upsert']);
  expect(JSON.stringify(error)).not.toContain('xoxb');
});

test('repeated pages end with an error', async () => {
  const channel = await open();
  const at = host.clock.now() - 5_000_000;
  for (let number = 0; number < 1500; number++) host.fake.workspace.post(channel, `${number}`, { at: at + number });
  host.fake.faults.at(({ path, number }) => path.endsWith('history') && number > 4, { type: 'repeat' });
  const error = await failing(collect(read(host.context(), slice(channel.id), null)));
  expect(error.kind).toBe('bad-response');
});

test('a limit in the middle of a content stops what comes after, with its time', async () => {
  const channel = await open();
  const { ts } = host.fake.workspace.post(channel, 'A question');
  host.fake.workspace.post(channel, 'An answer', { thread: ts });
  host.fake.faults.at('content', { type: 'rate-limit', seconds: 90 });
  const error = await failing(collect(fetchContent(host.context(), [{ id: `${channel.id}:${ts}` }])));
  expect(error).toMatchObject({ kind: 'rate-limited', bucket: 'conversations.replies' });
  expect(error.until).toBeGreaterThan(host.clock.now() + 80_000);
});

test('a short limit is waited out, and no method waits for another', async () => {
  await open();
  host.fake.rates.limit('auth.test', { requests: 1, window: 5000 });
  const slack = openSlack(host.context());
  const { z } = await import('zod');
  for (let times = 0; times < 3; times++) await slack.call('auth.test', {}, z.object({}));
  await slack.call('users.list', {}, z.object({}));
  expect(host.fake.requests.early()).toBe(0);
});

test('validate names a wrong token, and asks nothing more', async () => {
  await open();
  host.fake.expireCredentials?.();
  const context = {
    ...host.context(),
    http: host.openContext(
      {},
      'xoxb-wrong-token',
    )({
      signal: new AbortController().signal,
      known: async () => new Map(),
    }).http,
  };
  const checks = await validate(context);
  expect(checks).toMatchObject([{ name: 'credentials', ok: false, remedy: expect.stringContaining('token') }]);
});

test('validate names each scope that the settings need', async () => {
  await open();
  host.fake.policy.scopes.delete('groups:history');
  host.fake.policy.scopes.delete('files:read');
  const failed = (checks: Awaited<ReturnType<typeof validate>>) =>
    checks.filter(({ ok }) => !ok).map(({ name }) => name);
  expect(failed(await validate(host.context()))).toEqual(['scope:groups:history', 'scope:files:read']);
  expect(failed(await validate(host.context({ privateChannels: false, files: false })))).toEqual([]);
});

test('validate tells the class of 15 messages, and waits for nobody', async () => {
  const channel = await open();
  for (let number = 0; number < 20; number++) host.fake.workspace.post(channel, `Number ${number}`);
  host.fake.policy.pageSize = 15;
  const rateOf = async () => (await validate(host.context())).find(({ name }) => name === 'rate');
  expect(await rateOf()).toMatchObject({ ok: true, message: expect.stringContaining('15 messages a minute') });
  host.fake.rates.limit('conversations.history', { requests: 1, window: 60_000 });
  const before = host.clock.now();
  await rateOf();
  expect(await rateOf()).toMatchObject({ ok: true, message: expect.stringContaining('wait') });
  expect(host.clock.now()).toBe(before);
});

test('validate says how to begin when the app is in no channel', async () => {
  await open();
  host.fake.workspace.channels.clear();
  const checks = await validate(host.context());
  expect(checks.find(({ name }) => name === 'channels')).toMatchObject({
    ok: true,
    message: expect.stringContaining('/invite @acequia'),
  });
  expect(await collect(slices(host.context(), []))).toEqual([]);
});

test('groups are the full members, each channel, and user groups where there are any', async () => {
  const channel = await open();
  const { workspace } = host.fake;
  const guest = workspace.addUser('A guest', { isGuest: true });
  const gone = workspace.addUser('Gone', { isDeleted: true });
  channel.members.add(guest.id);
  workspace.usergroups.push({ id: 'S0TEAM01', name: 'Builders', users: [guest.id] });
  const found = await collect(groups(host.context()));
  const byId = new Map(found.map(({ id, members }) => [id, members.map((one) => 'id' in one && one.id)]));
  expect(byId.get('workspace')).not.toContain(guest.id);
  expect(byId.get('workspace')).not.toContain(gone.id);
  expect(byId.get('workspace')).not.toContain(workspace.appUser);
  expect(byId.get(channel.id)).toContain(guest.id);
  expect(byId.get('S0TEAM01')).toEqual([guest.id]);
  host.fake.policy.scopes.delete('usergroups:read');
  expect((await collect(groups(host.context()))).map(({ id }) => id)).not.toContain('S0TEAM01');
});

test('a channel whose members may not be listed is a group of nobody', async () => {
  const channel = await open();
  host.fake.faults.at(({ path }) => path.endsWith('members'), { type: 'status', status: 403 });
  const found = await collect(groups(host.context()));
  expect(found.find(({ id }) => id === channel.id)?.members).toEqual([]);
  expect(host.log.entries.some(({ level, message }) => level === 'warn' && message.includes(channel.id))).toBe(true);
});
