import { describeError, type WebhookRequest } from '@acequia/core';
import { demand, type Group } from '../check.ts';
import { documentIds, pickFrom } from '../expected-ids.ts';
import type { Trial } from '../subject.ts';

async function receive({ host, source, clock }: Trial, request: WebhookRequest) {
  const { webhook } = host.connector;
  if (!webhook) return { hints: [] };
  const { settings } = host.context();
  return webhook.receive({ settings, credentials: async () => source.credentials(), now: () => clock.now() }, request);
}

/** Taken only when it neither throws nor answers with an error, and says where to look. */
async function isTaken(trial: Trial, request: WebhookRequest): Promise<boolean> {
  try {
    const { hints, response } = await receive(trial, request);
    return hints.length > 0 && (response?.status ?? 200) < 400;
  } catch (error) {
    const { kind, message } = describeError(error);
    demand(
      kind !== 'internal',
      `A bad call makes the receiver fail by a mistake of its own: ${message}`,
      'Verify the signature first, and throw `forbidden` for what is not genuine, `bad-response` for what makes no sense.',
    );
    return false;
  }
}

const excuse: Group['checks'][number]['excuse'] = ({ webhook }) => (webhook ? undefined : 'It has no webhook.');

/** Calls from the source. */
export const webhookGroup: Group = {
  name: 'webhooks',
  checks: [
    {
      name: 'say where to look',
      needs: ['webhook'],
      excuse,
      async run(subject) {
        const trial = await subject.openSynced();
        const id = pickFrom(documentIds(trial.source), 0, 'documents');
        const call = trial.source.webhook?.changed(id);
        demand(call, 'The fake has no webhook.', 'Offer `webhook` or name it in `cannot`.');
        const { hints } = await receive(trial, call);
        const { slice } = trial.source.snapshot().get(id) ?? {};
        const right = hints.some(
          (hint) => hint.id === id || (hint.type === 'slice' && hint.id === slice) || hint.type === 'slice',
        );
        demand(right, `A call about ${id} gave ${JSON.stringify(hints)}.`, 'Hint at the document or at its slice.');
      },
    },
    {
      name: 'answer the handshake',
      needs: ['webhook'],
      excuse,
      async run(subject) {
        const trial = await subject.open();
        const challenge = trial.source.webhook?.challenge?.();
        if (!challenge) return;
        const { response, hints } = await receive(trial, challenge.request);
        demand(
          response?.body === challenge.answer && hints.length === 0,
          `The handshake was answered with ${JSON.stringify(response)}.`,
          'Answer what the vendor wants, with no hints.',
        );
      },
    },
    {
      name: 'are refused when they are forged, altered, old or nonsense',
      needs: ['webhook'],
      excuse,
      async run(subject) {
        const trial = await subject.open();
        const { source, clock } = trial;
        const genuine = source.webhook?.changed(pickFrom(documentIds(source), 0, 'documents'));
        demand(genuine, 'The fake has no webhook.', 'Offer `webhook` or name it in `cannot`.');
        const altered = Buffer.from(
          Buffer.from(genuine.body)
            .toString()
            .replace(/"[^"]*"(?=[^"]*$)/, '"altered"'),
        );
        const bad: readonly (readonly [string, WebhookRequest])[] = [
          ['An unsigned call', { ...genuine, headers: {} }],
          ['A call with another body', { ...genuine, body: altered }],
          ['A call with a forged signature', { ...genuine, headers: forge(genuine.headers) }],
          ['An empty call', { ...genuine, headers: {}, body: new Uint8Array() }],
          ['Nonsense', { ...genuine, headers: {}, body: Buffer.from('{"a":') }],
        ];
        const advice = 'Compare the vendor’s signature over the raw body with timingSafeEqual before anything else.';
        for (const [what, request] of bad) demand(!(await isTaken(trial, request)), `${what} was believed.`, advice);
        await clock.advance(11 * 60_000);
        demand(
          !(await isTaken(trial, genuine)),
          'A genuine call, replayed 11 minutes later, was believed.',
          'Refuse calls whose signed time is more than 5 minutes from `now()`.',
        );
      },
    },
  ],
};

/** Each hexadecimal or base64 value with its last character changed. */
function forge(headers: WebhookRequest['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.length >= 20 ? `${value.slice(0, -2)}${value.at(-2) === 'A' ? 'B' : 'A'}${value.at(-1)}` : value,
    ]),
  );
}
