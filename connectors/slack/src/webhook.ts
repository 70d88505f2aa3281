import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Hint, WebhookReceiver, WebhookRequest } from '@acequia/core/contract';
import { z } from 'zod';
import { threadId } from './document-id.ts';
import type { Settings } from './settings.ts';
import { timestamp } from './timestamp.ts';

const windowSeconds = 5 * 60;

const text = z.string().optional().catch(undefined);
const shortMessage = z.object({ ts: timestamp, thread_ts: timestamp.optional() }).optional().catch(undefined);

const call = z.discriminatedUnion('type', [
  z.object({ type: z.literal('url_verification'), challenge: z.string() }),
  z.object({
    type: z.literal('event_callback'),
    event: z.object({
      type: z.string(),
      subtype: text,
      /** A channel's id; in channel events the channel itself. */
      channel: z
        .union([z.string(), z.object({ id: z.string() })])
        .optional()
        .catch(undefined),
      channel_type: text,
      ts: timestamp.optional().catch(undefined),
      thread_ts: timestamp.optional().catch(undefined),
      deleted_ts: timestamp.optional().catch(undefined),
      message: shortMessage,
      previous_message: shortMessage,
    }),
  }),
]);

type Event = Extract<z.infer<typeof call>, { type: 'event_callback' }>['event'];

/**
 * Slack's Events API: what was posted, edited or deleted, and channels that changed. A message in a thread is a hint to
 * the thread. https://docs.slack.dev/apis/events-api
 */
export const webhook: WebhookReceiver<Settings> = {
  async receive({ settings, now }, request) {
    if (!isAuthentic(request, settings.signingSecret, now())) return { response: { status: 401 }, hints: [] };
    const parsed = call.safeParse(parseJson(request.body));
    // Slack repeats what is not answered with 2xx, and gives up on an address that does so often.
    if (!parsed.success) return { response: { status: 200 }, hints: [] };
    if (parsed.data.type === 'url_verification') {
      return { response: { status: 200, body: parsed.data.challenge }, hints: [] };
    }
    return { response: { status: 200 }, hints: hintsOf(parsed.data.event) };
  },
};

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
function isAuthentic({ headers, body }: WebhookRequest, secret: string | undefined, now: number): boolean {
  const sent = headers['x-slack-request-timestamp'] ?? '';
  const signature = headers['x-slack-signature'] ?? '';
  if (secret === undefined || !/^\d{1,12}$/.test(sent)) return false;
  if (Math.abs(now / 1000 - Number(sent)) > windowSeconds) return false;
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${sent}:`).update(body).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}

function hintsOf(event: Event): Hint[] {
  const channel = typeof event.channel === 'object' ? event.channel.id : event.channel;
  if (channel === undefined || event.channel_type === 'im' || event.channel_type === 'mpim') return [];
  if (event.type !== 'message') return [{ type: 'slice', id: channel }];
  const message = event.message ?? event.previous_message ?? event;
  const ts = message.thread_ts ?? event.deleted_ts ?? message.ts;
  if (ts === undefined) return [{ type: 'slice', id: channel }];
  return [{ type: 'document', id: threadId(channel, ts), ref: { channel, ts } }];
}
