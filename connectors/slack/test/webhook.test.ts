import { afterEach, beforeEach, expect, test } from 'vitest';
import { settings } from '../src/settings.ts';
import { webhook } from '../src/webhook.ts';
import { eventCall, signedCall } from './fake/slack-webhook.ts';
import { openSlackHost, type SlackHost } from './slack-host.ts';

const secret = 'signing-secret-for-tests';
let host: SlackHost;
beforeEach(async () => {
  host = await openSlackHost({ documents: 2 });
});
afterEach(() => host.close());

const now = () => host.clock.now();
const seconds = () => Math.floor(now() / 1000);
const context = (input: object = { signingSecret: secret }) => ({
  settings: settings.parse(input),
  credentials: async () => ({}),
  now,
});
const receive = (event: object, sent = seconds(), key = secret) =>
  webhook.receive(context(), signedCall(eventCall(host.fake.workspace, { ...event }), sent, key));

test('the handshake is answered with its challenge', async () => {
  const request = signedCall({ type: 'url_verification', challenge: 'abc', token: 'x' }, seconds(), secret);
  expect(await webhook.receive(context(), request)).toEqual({ response: { status: 200, body: 'abc' }, hints: [] });
});

const at = '1767225600.000100';
const root = '1767225500.000000';
test.each([
  ['a new message', { ts: at }, at],
  ['a reply', { ts: at, thread_ts: root }, root],
  ['an edited message', { subtype: 'message_changed', ts: at, message: { ts: root } }, root],
  ['an edited reply', { subtype: 'message_changed', ts: at, message: { ts: at, thread_ts: root } }, root],
  ['a deleted message', { subtype: 'message_deleted', ts: at, deleted_ts: root, previous_message: { ts: root } }, root],
  [
    'a deleted reply',
    { subtype: 'message_deleted', ts: at, deleted_ts: at, previous_message: { ts: at, thread_ts: root } },
    root,
  ],
  ['a deleted message without its past', { subtype: 'message_deleted', ts: at, deleted_ts: root }, root],
])('%s is a hint to its thread', async (_, event, ts) => {
  const { hints, response } = await receive({ type: 'message', channel: 'C123', channel_type: 'channel', ...event });
  expect(response?.status).toBe(200);
  expect(hints).toEqual([{ type: 'document', id: `C123:${ts}`, ref: { channel: 'C123', ts } }]);
});

test.each([
  ['a rename', { type: 'channel_rename', channel: { id: 'C123', name: 'new' } }, ['C123']],
  ['somebody who joined', { type: 'member_joined_channel', channel: 'C123', user: 'U1' }, ['C123']],
  ['a message to one person', { type: 'message', channel: 'D123', channel_type: 'im', ts: at }, []],
  ['something else', { type: 'reaction_added', user: 'U1' }, []],
])('%s is a hint to its channel at the most', async (_, event, channels) => {
  const { hints } = await receive(event);
  expect(hints).toEqual(channels.map((id) => ({ type: 'slice', id })));
});

test.each<[string, () => ReturnType<typeof receive>]>([
  ['signed by somebody else', () => receive({ type: 'message', channel: 'C123', ts: at }, seconds(), 'another-secret')],
  ['older than five minutes', () => receive({ type: 'message', channel: 'C123', ts: at }, seconds() - 301)],
  ['from the future', () => receive({ type: 'message', channel: 'C123', ts: at }, seconds() + 301)],
  [
    'changed on the way',
    () =>
      webhook.receive(context(), {
        ...signedCall({ type: 'x' }, seconds(), secret),
        body: Buffer.from('{"type":"y"}'),
      }),
  ],
  ['not signed', () => webhook.receive(context(), { method: 'POST', headers: {}, query: {}, body: Buffer.from('{}') })],
  [
    'for a data source without a secret',
    () => webhook.receive(context({}), signedCall({ type: 'url_verification', challenge: 'abc' }, seconds(), secret)),
  ],
])('a call that is %s is refused', async (_, call) => {
  expect(await call()).toEqual({ response: { status: 401 }, hints: [] });
});

test.each([
  '',
  'x',
  '[]',
  'null',
  '{"type":"event_callback"}',
  '{"type":"event_callback","event":{"type":"message","channel":7}}',
])('a signed body of %j gives no hint and no error', async (body) => {
  const request = signedCall({}, seconds(), secret);
  const { createHmac } = await import('node:crypto');
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${seconds()}:${body}`).digest('hex')}`;
  const headers = { ...request.headers, 'x-slack-signature': signature };
  expect(await webhook.receive(context(), { ...request, headers, body: Buffer.from(body) })).toEqual({
    response: { status: 200 },
    hints: [],
  });
});
