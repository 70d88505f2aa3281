import { createHmac } from 'node:crypto';
import type { FakeWebhook } from '@acequia/testkit';
import type { SlackWorkspace } from './slack-workspace.ts';

/** Calls as Slack makes them. https://docs.slack.dev/apis/events-api and https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function createSlackWebhook(
  workspace: SlackWorkspace,
  now: () => number,
  secret: string,
): Required<FakeWebhook> {
  const challenge = 'challenge-3eZbrw1aBm2rZgRN';
  return {
    changed: (id) => signedCall(eventCall(workspace, eventOf(workspace, id)), Math.floor(now() / 1000), secret),
    challenge: () => ({
      request: signedCall({ type: 'url_verification', token: 'unused', challenge }, Math.floor(now() / 1000), secret),
      answer: challenge,
    }),
  };
}

/** A body in its envelope. */
export function eventCall(workspace: SlackWorkspace, event: Readonly<Record<string, unknown>>) {
  return {
    token: 'unused',
    team_id: workspace.teamId,
    api_app_id: 'A0FAKE001',
    event,
    type: 'event_callback',
    event_id: 'Ev0FAKE001',
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [{ team_id: workspace.teamId, user_id: workspace.appUser, is_bot: true }],
  };
}

/** @param sent seconds since 1970 */
export function signedCall(json: unknown, sent: number, secret: string) {
  const body = Buffer.from(JSON.stringify(json));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${sent}:${body}`).digest('hex')}`;
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': String(sent),
      'x-slack-signature': signature,
    },
    query: {},
    body,
  };
}

function eventOf(workspace: SlackWorkspace, id: string) {
  const [channelId = '', ts] = id.split(':');
  const channel = workspace.channels.get(channelId);
  if (ts === undefined) return { type: 'channel_rename', channel: { id: channelId, name: channel?.name } };
  const at = `${Math.floor(workspace.now() / 1000)}.000100`;
  const common = { type: 'message', channel: channelId, channel_type: 'channel', event_ts: at, ts: at, hidden: true };
  const message = channel?.messages.get(ts);
  if (!message)
    return { ...common, subtype: 'message_deleted', deleted_ts: ts, previous_message: { type: 'message', ts } };
  const { text, user } = message;
  return { ...common, subtype: 'message_changed', message: { type: 'message', ts, text, user } };
}
