import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '@acequia/core';
import { expect, test } from 'vitest';
import { settings } from '../src/settings.ts';
import { webhook } from '../src/webhook.ts';

const token = 'secret_of_the_subscription';
const now = Date.UTC(2026, 0, 1, 12);
const page = '11111111-2222-4333-8444-555555555555';

function call(event: object, key = token): WebhookRequest {
  const body = Buffer.from(JSON.stringify(event));
  const signature = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
  return { method: 'POST', query: {}, headers: { 'X-Notion-Signature': signature }, body };
}

const edited = (more: object = {}) => ({
  type: 'page.content_updated',
  timestamp: new Date(now - 60_000).toISOString(),
  attempt_number: 1,
  entity: { id: page, type: 'page' },
  data: { updated_blocks: [{ id: 'b', type: 'block' }] },
  ...more,
});

const receive = (request: WebhookRequest, input: object = { webhookToken: token }) =>
  webhook.receive({ settings: settings.parse(input), credentials: async () => ({}), now: () => now }, request);

test('an edited page is a hint to fetch it again', async () => {
  expect(await receive(call(edited()))).toEqual({
    response: { status: 200 },
    hints: [{ type: 'document', id: page, ref: { object: 'page', stale: true } }],
  });
});

test('a comment is a hint to its page, if comments are read', async () => {
  const event = edited({ type: 'comment.created', entity: { id: 'c', type: 'comment' }, data: { page_id: page } });
  expect((await receive(call(event))).hints).toEqual([]);
  expect((await receive(call(event), { webhookToken: token, comments: true })).hints).toEqual([
    { type: 'document', id: page, ref: { object: 'page', stale: true } },
  ]);
});

test('a table is a hint to itself and its changed rows', async () => {
  const event = edited({
    type: 'data_source.content_updated',
    entity: { id: 't', type: 'data_source' },
    data: { updated_blocks: [{ id: page, type: 'page' }] },
  });
  expect((await receive(call(event))).hints).toEqual([
    { type: 'document', id: 't', ref: { object: 'data_source' } },
    { type: 'document', id: page, ref: { object: 'page' } },
  ]);
});

test('kinds of events that say nothing about content are taken and give nothing', async () => {
  const view = edited({ type: 'view.created', entity: { id: 'v', type: 'view' } });
  expect(await receive(call(view))).toEqual({ response: { status: 200 }, hints: [] });
});

test.each([
  ['signed with something else', call(edited(), 'another secret'), { webhookToken: token }],
  ['not signed', { ...call(edited()), headers: {} }, { webhookToken: token }],
  [
    'changed on the way',
    { ...call(edited()), body: Buffer.from(JSON.stringify(edited({ id: 'x' }))) },
    { webhookToken: token },
  ],
  ['believed by nobody, because no token is set', call(edited()), {}],
  ['too old', call(edited({ timestamp: new Date(now - 301_000).toISOString() })), { webhookToken: token }],
  ['from the future', call(edited({ timestamp: new Date(now + 301_000).toISOString() })), { webhookToken: token }],
])('a call that is %s is refused', async (_, request, input) => {
  expect(await receive(request, input)).toEqual({ response: { status: 401 }, hints: [] });
});

test('what Notion tries again may be older, up to a day', async () => {
  const hours = (count: number) =>
    edited({ attempt_number: 4, timestamp: new Date(now - count * 3_600_000).toISOString() });
  expect((await receive(call(hours(20)))).hints).toHaveLength(1);
  expect((await receive(call(hours(26)))).response?.status).toBe(401);
});

test('the handshake is answered; broken calls are not', async () => {
  const handshake = { method: 'POST', query: {}, headers: {}, body: Buffer.from('{"verification_token":"secret_x"}') };
  expect(await receive(handshake)).toEqual({ response: { status: 200 }, hints: [] });
  const unset = await receive(handshake, { webhookToken: undefined });
  expect(unset).toEqual({ response: { status: 200 }, hints: [], confirmation: 'secret_x' });
  expect((await receive({ ...handshake, body: Buffer.from('{') })).response?.status).toBe(401);
  expect((await receive(call({ hello: 1 }))).response?.status).toBe(400);
});
