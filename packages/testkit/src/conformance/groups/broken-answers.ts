import type { FakeFault } from '../../fake/fake-faults.ts';
import { demand, few, type Group } from '../check.ts';
import { chooseRequests } from '../choose-requests.ts';
import { demandSame, findDifferences } from '../compare-with-source.ts';
import { documentIds } from '../expected-ids.ts';
import type { Subject, Trial } from '../subject.ts';
import { settle } from '../sync-to-the-end.ts';

const faults: readonly FakeFault[] = [
  { type: 'status', status: 500 },
  { type: 'truncate' },
  { type: 'mistype' },
  { type: 'html' },
  { type: 'reset', when: 'half' },
  { type: 'status', status: 403 },
];

/** Each fault costs a sync at each of them. */
const spots = 4;

/** No document may have gone, and what the outcome says must be true. */
async function demandNothingLost(trial: Trial, fault: FakeFault, index: number): Promise<void> {
  const { host, source } = trial;
  const what = fault.type === 'status' ? `status ${fault.status}` : fault.type;
  const before = documentIds(source);
  source.requests.clear();
  source.faults.at(index, fault);
  const outcome = await host.sync('full');
  source.faults.clear();
  const stored = host.store.documents();
  const gone = before.filter((id) => !stored.has(id) || host.store.withheld().includes(id));
  const when = `When request ${index} of a full sync got "${what}"`;
  demand(
    gone.length === 0,
    () => `${when}, documents were deleted that exist:${few(gone)}`,
    'Claim `complete` only when every page was read to the end; never catch an error to go on silently.',
  );
  const kinds = [outcome.error, ...outcome.slices.map(({ error }) => error)].map((error) => error?.kind);
  const message = outcome.error?.message ?? outcome.slices[0]?.error?.message;
  demand(
    !kinds.includes('internal'),
    `${when}, the connector failed by a mistake of its own: ${message}`,
    'Parse every answer with a schema and throw `bad-response` for what does not fit.',
  );
  const silent = outcome.status === 'success' ? findDifferences(host, source) : [];
  demand(
    silent.length === 0,
    () => `${when}, the sync said "success", but something is missing:${few(silent)}`,
    'Let the error through, or yield a failure: with the id of what could not be read, or without one.',
  );
}

async function chooseFromSecondReading(subject: Subject): Promise<number[]> {
  const { host, source } = await subject.openSynced();
  await host.sync('full');
  return chooseRequests(source.requests, spots);
}

/** Answers that are none. */
export const brokenAnswerGroup: Group = {
  name: 'broken answers',
  checks: [
    {
      name: 'delete nothing, are reported, and leave nothing behind',
      needs: ['requests'],
      async run(subject) {
        const numbers = await chooseFromSecondReading(subject);
        for (const fault of faults) {
          const trial = await subject.openSynced();
          for (const index of numbers) await demandNothingLost(trial, fault, index);
          await settle(trial);
          demandSame(
            trial.host,
            trial.source,
            `A day after the last "${fault.type}"`,
            'Keep nothing between two calls.',
          );
        }
      },
    },
    {
      name: 'that repeat for ever end in bounded time',
      needs: ['requests'],
      async run(subject) {
        for (const kind of ['listing', 'changes'] as const) {
          const trial = await subject.openSynced();
          const paths = new Set<string>();
          trial.source.faults.at(
            (request) => {
              const first = !paths.has(request.path);
              paths.add(request.path);
              return request.kind === kind && !first;
            },
            { type: 'repeat' },
          );
          const stop = new AbortController();
          trial.source.onRequest(({ number }) => {
            if (number > 400) stop.abort(new Error('endless'));
          });
          if (kind === 'changes') for (let left = 12; left > 0; left--) await trial.source.mutate.create();
          await trial.host.sync(kind === 'listing' ? 'full' : 'incremental', { signal: stop.signal });
          demand(
            !stop.signal.aborted,
            `When every page of ${kind} is the one before, over 400 requests were sent.`,
            'Throw `bad-response` when a page points to itself or to one that was read: a next token or position must advance.',
          );
        }
      },
    },
    {
      name: 'that come twice do no harm',
      needs: ['requests'],
      async run(subject) {
        const trial = await subject.open();
        let seen = 0;
        trial.source.faults.at(({ kind }) => kind === 'listing' && ++seen === 2, { type: 'repeat' }, 1);
        await trial.host.sync('full');
        trial.source.faults.clear();
        await trial.host.sync('full');
        await settle(trial);
        demandSame(trial.host, trial.source, 'After a page that came twice', 'Yield a document as often as it comes.');
      },
    },
    {
      name: 'with unknown fields are as good as others',
      needs: ['requests'],
      async run(subject) {
        const trial = await subject.open();
        trial.source.faults.at(() => true, { type: 'more-fields' });
        await trial.host.sync('full');
        demandSame(
          trial.host,
          trial.source,
          'When every object of every answer has unknown fields',
          'Parse answers with z.object (which ignores the unknown), not with z.strictObject.',
        );
      },
    },
    {
      name: 'that are slow arrive, and that never come are transient',
      needs: ['requests'],
      async run(subject) {
        const slow = await subject.open();
        slow.source.faults.at(2, { type: 'slow', milliseconds: 100 });
        await slow.host.sync('full');
        demandSame(slow.host, slow.source, 'After an answer in two halves', 'Read answers to the end.');
        const stuck = await subject.open({ timeout: 150 });
        stuck.source.faults.at(2, { type: 'stuck' });
        const { status, error, slices } = await stuck.host.sync('full');
        const kind = error?.kind ?? slices[0]?.error?.kind;
        demand(
          status !== 'success' && (kind === undefined || kind === 'transient'),
          `A request without an answer made the sync "${status}" with an error of kind ${kind}.`,
          'Let the client’s `transient` error through.',
        );
      },
    },
  ],
};
