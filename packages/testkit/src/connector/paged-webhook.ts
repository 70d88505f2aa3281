import { createHmac, timingSafeEqual } from 'node:crypto';
import { SourceError, type WebhookReceiver, type WebhookRequest } from '@acequia/core';
import { z } from 'zod';

const window = 5 * 60_000;

const payload = z.union([z.object({ challenge: z.string() }), z.object({ changed: z.string() })]);

/** The signature of a call: `HMAC-SHA256(secret, "time.body")` in hex, in `x-signature`, with the time in `x-time`. */
export function signWebhook(secret: string, time: number, body: string | Uint8Array): string {
  return createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
}

/** Takes signed calls of the last five minutes. */
export const pagedWebhook: WebhookReceiver<{ readonly webhookSecret?: string | undefined }> = {
  async receive({ settings, now }, request) {
    verify(settings.webhookSecret, request, now());
    const parsed = payload.safeParse(JSON.parse(Buffer.from(request.body).toString()));
    if (!parsed.success) throw new SourceError('bad-response', 'The call says nothing that we know.');
    if ('challenge' in parsed.data) return { response: { status: 200, body: parsed.data.challenge }, hints: [] };
    return { hints: [{ type: 'document', id: parsed.data.changed }] };
  },
};

function verify(secret: string | undefined, { headers, body }: WebhookRequest, now: number): void {
  const time = Number(headers['x-time']);
  const given = Buffer.from(headers['x-signature'] ?? '');
  const wanted = Buffer.from(secret === undefined ? '' : signWebhook(secret, time, body));
  const genuine = secret !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
  if (genuine && Math.abs(now - time) <= window) return;
  throw new SourceError('forbidden', 'The call is not signed by the source, or too old.', {
    remedy: 'Compare the webhook secret here and at the source.',
  });
}
