import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Hint, WebhookReceiver, WebhookRequest } from '@acequia/core/contract';
import { z } from 'zod';
import type { Ref } from './ref.ts';
import type { Settings } from './settings.ts';

const minute = 60_000;

const entity = z.object({ id: z.string().min(1), type: z.string() });

/** https://developers.notion.com/reference/webhooks-events-delivery */
const event = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  attempt_number: z.number().default(1),
  entity,
  data: z.object({ page_id: z.string().optional(), updated_blocks: z.array(entity).optional() }).default({}),
});
type Event = z.infer<typeof event>;

/**
 * Notion's webhook. A call counts when it is signed with the verification token of the settings
 * (https://developers.notion.com/reference/webhooks) and tells of the last 5 minutes; what Notion tries again may tell
 * of the last day, as long as it goes on trying. The call that brings the verification token is answered, and the token
 * handed on to be shown, as long as the settings have none.
 */
export const webhook: WebhookReceiver<Settings> = {
  async receive({ settings, now }, request) {
    const body = parse(request.body);
    const verification = z.object({ verification_token: z.string() }).safeParse(body);
    if (verification.success) {
      const confirmation = settings.webhookToken === undefined ? verification.data.verification_token : undefined;
      return { response: { status: 200 }, hints: [], ...(confirmation !== undefined && { confirmation }) };
    }
    const refused = { response: { status: 401 }, hints: [] };
    if (settings.webhookToken === undefined || !isSigned(request, settings.webhookToken)) return refused;
    const parsed = event.safeParse(body);
    if (!parsed.success) return { response: { status: 400 }, hints: [] };
    const { timestamp, attempt_number } = parsed.data;
    const age = now() - Date.parse(timestamp);
    const oldest = attempt_number > 1 ? 25 * 60 * minute : 5 * minute;
    if (age > oldest || age < -5 * minute) return refused;
    return { response: { status: 200 }, hints: hintsOf(parsed.data, settings) };
  },
};

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}

function isSigned({ headers, body }: WebhookRequest, token: string): boolean {
  const [, given] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-notion-signature') ?? [];
  const right = Buffer.from(`sha256=${createHmac('sha256', token).update(body).digest('hex')}`);
  const sent = Buffer.from(given ?? '');
  return sent.length === right.length && timingSafeEqual(sent, right);
}

function hintsOf({ type, entity, data }: Event, { comments }: Settings): Hint[] {
  const [about = ''] = type.split('.');
  if (about === 'comment') return comments && data.page_id !== undefined ? [pageHint(data.page_id, true)] : [];
  if (about === 'page') return [pageHint(entity.id, type === 'page.content_updated')];
  if (about !== 'data_source') return [];
  const ref: Ref = { object: 'data_source' };
  const rows = (data.updated_blocks ?? []).filter((block) => block.type === 'page');
  return [{ type: 'document', id: entity.id, ref }, ...rows.map(({ id }) => pageHint(id, false))];
}

function pageHint(id: string, isStale: boolean): Hint {
  const ref: Ref = isStale ? { object: 'page', stale: true } : { object: 'page' };
  return { type: 'document', id, ref };
}
