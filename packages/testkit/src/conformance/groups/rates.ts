import type { FakeSource } from '../../fake/fake-source.ts';
import { demand, type Group } from '../check.ts';
import { chooseRequests } from '../choose-requests.ts';
import { collect } from '../collect.ts';
import { demandSame } from '../compare-with-source.ts';
import { settle, syncToTheEnd } from '../sync-to-the-end.ts';
import { wantedOf } from './content.ts';

/** Limits of the source. */
export const rateGroup: Group = {
  name: 'rate limits',
  checks: [
    ...(['seconds', 'date'] as const).map((as): Group['checks'][number] => ({
      name: `of 3 requests in a window are kept to, with progress (Retry-After as ${as})`,
      needs: ['requests'],
      async run(subject) {
        const trial = await subject.open({ serial: true });
        trial.source.rates.limit('*', { requests: 3, window: 60_000, as });
        const outcome = await syncToTheEnd(trial, 'full');
        trial.source.rates.limit('*', undefined);
        demand(
          outcome.status === 'success',
          () => `It ended with "${outcome.status}": ${outcome.error?.kind} ${outcome.error?.message}`,
          'Let `rate-limited` errors through: the host parks the slice until the time that they say.',
        );
        await settle(trial);
        demandSame(trial.host, trial.source, 'With a limit of 3 requests a minute', 'Checkpoint after every page.');
        const early = trial.source.requests.early();
        demand(
          early === 0,
          `${early} requests came before their Retry-After.`,
          'Name the `bucket` of each request as the source separates its limits, and never retry.',
        );
      },
    })),
    {
      name: 'are met at any request without loss',
      needs: ['requests'],
      async run(subject) {
        const whole = await subject.open();
        await whole.host.sync('full');
        for (const index of chooseRequests(whole.source.requests)) {
          const trial = await subject.open({ serial: true });
          trial.source.faults.at(index, { type: 'rate-limit', seconds: 90, status: index % 2 ? 429 : 503 });
          await syncToTheEnd(trial, 'full');
          await settle(trial);
          demandSame(trial.host, trial.source, `After a limit at request ${index}`, 'Let `rate-limited` through.');
          demand(
            trial.source.requests.early() === 0,
            `A request came too early after the limit at ${index}.`,
            'Never retry.',
          );
        }
      },
    },
    {
      name: 'are the host’s to wait out: it neither sleeps nor asks again by itself',
      needs: ['requests'],
      async run(subject) {
        const trial = await subject.open();
        const { host, source } = trial;
        const { fetchContent } = host.connector;
        for (const slice of await host.slices()) {
          for (const [index, status] of [
            [1, 500],
            [2, 503],
          ] as const) {
            source.requests.clear();
            source.faults.at(index, { type: 'status', status });
            await host.read(slice).catch(() => undefined);
            demandNotAgain(source);
          }
        }
        const [wanted] = fetchContent ? await wantedOf(trial) : [];
        if (fetchContent && wanted) {
          source.requests.clear();
          source.faults.at('content', { type: 'status', status: 500 }, 1);
          await collect(fetchContent(host.context(), [wanted])).catch(() => undefined);
          demandNotAgain(source);
        }
        demand(
          host.sleeps === 0,
          'The connector slept.',
          'Throw and return: waiting, retrying and caching are the host’s.',
        );
      },
    },
  ],
};

/** In one call of the connector, nothing may be asked for again that failed. */
function demandNotAgain({ requests }: FakeSource): void {
  const failed = requests.all.filter(({ status }) => status >= 500);
  for (const { number, method, path, query, body } of failed) {
    const again = requests.all.some(
      (later) =>
        later.number > number &&
        later.method === method &&
        later.path === path &&
        JSON.stringify(later.query) === JSON.stringify(query) &&
        Buffer.from(later.body).equals(body),
    );
    demand(!again, `${method} ${path} was sent again after status 5xx.`, 'Let the error through: the host retries.');
  }
}
