import type { HttpClient } from '@acequia/core';
import { afterEach, expect, test } from 'vitest';
import { openPeople } from '../src/people.ts';
import { openSlackHost, type SlackHost } from './slack-host.ts';

let host: SlackHost;
afterEach(() => host.close());

async function open(users: number) {
  host = await openSlackHost({ documents: 0 });
  const ids = Array.from({ length: users }, (_, number) => host.fake.workspace.addUser(`Person ${number}`).id);
  const people = await openPeople(host.context());
  const asked = (method: string) => host.fake.requests.count(({ path }) => path.endsWith(method));
  const names = async (...wanted: (string | undefined)[]) => people.names(new Set(wanted.map((id) => id ?? '')));
  return { ids, people, asked, names };
}

test('most workspaces are one page', async () => {
  const { ids, names, asked } = await open(500);
  expect((await names(ids[499])).get(ids[499] ?? '')).toBe('Person 499');
  await names(ids[0], ids[1], ids[2]);
  expect([asked('users.list'), asked('users.info')]).toEqual([1, 0]);
});

test('a few people of a large workspace are asked for one by one, many by the list', async () => {
  const { ids, names, asked } = await open(2500);
  expect((await names(ids[2400])).get(ids[2400] ?? '')).toBe('Person 2400');
  expect([asked('users.list'), asked('users.info')]).toEqual([1, 1]);
  expect((await names(ids[2401], ids[2402], ids[2403])).size).toBe(3);
  expect([asked('users.list'), asked('users.info')]).toEqual([3, 1]);
});

test('somebody whom Slack does not know is asked for once, also side by side', async () => {
  const { names, asked } = await open(2500);
  const found = await Promise.all([names('U0STRANGER'), names('U0STRANGER'), names('U0STRANGER')]);
  expect(found.map(({ size }) => size)).toEqual([0, 0, 0]);
  expect(asked('users.info')).toBe(1);
});

test('a failure is not remembered as an answer', async () => {
  const { ids, names } = await open(5);
  host.fake.faults.at('account', { type: 'json', json: { ok: false, error: 'internal_error' } }, 1);
  await expect(names(ids[0])).rejects.toMatchObject({ kind: 'transient' });
  expect((await names(ids[0])).get(ids[0] ?? '')).toBe('Person 0');
});

test('the list goes on for the next reading when the one that began it has ended', async () => {
  host = await openSlackHost({ documents: 0 });
  const ids = Array.from({ length: 2500 }, (_, number) => host.fake.workspace.addUser(`Person ${number}`).id);
  const later = host.context();
  let hasEnded = false;
  const http: HttpClient = {
    request: async (request) => {
      if (hasEnded) throw new Error('The reading has ended');
      return later.http.request(request);
    },
  };
  const ask = async (context: typeof later, index: number) =>
    (await openPeople(context)).names(new Set([ids[index] ?? '']));
  expect((await ask({ ...later, http }, 0)).size).toBe(1);
  hasEnded = true;
  expect((await ask(later, 2400)).get(ids[2400] ?? '')).toBe('Person 2400');
});
