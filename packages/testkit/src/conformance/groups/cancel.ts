import { demand, type Group } from '../check.ts';
import { demandSame } from '../compare-with-source.ts';
import { whileReading } from '../while-reading.ts';

const latency = 2000;

/** Stopping in the middle. */
export const cancelGroup: Group = {
  name: 'canceling',
  checks: [
    {
      name: 'ends a reading that waits for an answer',
      needs: ['requests'],
      async run(subject) {
        const trial = await subject.open({ timeout: 60_000 });
        const { source, host } = trial;
        const stop = new AbortController();
        const canceled = new Error('canceled');
        const [slice] = await host.slices();
        source.requests.clear();
        demand(slice, 'There is no slice.', 'Have the fake start with documents.');
        source.faults.at(() => true, { type: 'stuck' });
        let started = 0;
        source.onRequest(() => {
          started = performance.now();
          // The request must be on its way to its fault first.
          setImmediate(() => stop.abort(canceled));
        });
        const timer = AbortSignal.timeout(latency + 500);
        const ended = (async () => {
          for await (const _ of host.connector.read(host.context(stop.signal), slice, null));
        })().catch(() => undefined);
        const late = new Promise<'late'>((resolve) => timer.addEventListener('abort', () => resolve('late')));
        const result = await Promise.race([ended, late]);
        const took = Math.round(performance.now() - started);
        demand(
          result !== 'late' && took < latency,
          `${took} ms after it was canceled the reading still went on.`,
          'Pass `context.signal` on to whatever you wait for that is not `context.http`.',
        );
      },
    },
    {
      name: 'in the middle loses nothing',
      async run(subject) {
        for (const last of [1, 2, 3, 5, 8]) {
          const trial = await subject.open();
          const stop = new AbortController();
          const stopWatching = whileReading(trial, (step) => {
            if (step === last) stop.abort(new Error('canceled'));
          });
          await trial.host.sync('full', { signal: stop.signal });
          stopWatching();
          const { status, error } = await trial.host.sync();
          demand(
            status === 'success',
            `The sync after a canceled one ended with "${status}": ${error?.message}`,
            'Keep no state in the module.',
          );
          demandSame(
            trial.host,
            trial.source,
            'After a canceled sync and another one',
            'A checkpoint covers what was yielded before it, and no more.',
          );
        }
      },
    },
  ],
};
