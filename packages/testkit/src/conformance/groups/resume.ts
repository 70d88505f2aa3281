import type { SyncKind } from '@acequia/core';
import type { FinishedPass } from '../../store/memory-rows.ts';
import { demand, few, type Group } from '../check.ts';
import { demandSame } from '../compare-with-source.ts';
import { cutReading, watchReading } from '../cut-reading.ts';
import { documentIds } from '../expected-ids.ts';
import type { Subject, Trial } from '../subject.ts';
import { syncToTheEnd } from '../sync-to-the-end.ts';

/** Claims of feeds by slice, each once. */
function claimsOf(passes: readonly FinishedPass[]): string[] {
  const claims = passes
    .filter(({ kind }) => kind === 'feed')
    .flatMap(({ slice, claims }) => claims.map((claim) => `${slice || 'all'}: ${JSON.stringify(claim)}`));
  return [...new Set(claims)].sort();
}

/** In one sync: checkpoints of each slice, in the order of reading. */
async function countCheckpoints({ host }: Trial, kind: SyncKind = 'full'): Promise<readonly number[]> {
  const slices = new Map<string, number>();
  const { connector } = host;
  host.use(
    watchReading(connector, ({ type }, slice) => {
      if (type === 'checkpoint') slices.set(slice, (slices.get(slice) ?? 0) + 1);
    }),
  );
  await host.sync(kind);
  host.use(connector);
  return [...slices.values()];
}

/** Syncs until the n-th checkpoint was committed, and no further. */
async function stopAfter(stop: number, { host }: Trial, kind: SyncKind = 'full'): Promise<void> {
  let left = stop;
  const { connector } = host;
  host.use(cutReading(connector, ({ type }) => type === 'checkpoint' && --left === 0));
  await host.sync(kind, { batch: { documents: 1 } });
  host.use(connector);
}

/** Which checkpoints to stop at: every one, unless there are very many. */
function chooseStops(slices: readonly number[], most: number): number[] {
  const count = sum(slices);
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => 1 + index * step);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** A source of which most changed since the last sync. */
async function openChanged(subject: Subject): Promise<Trial> {
  const trial = await subject.openSynced();
  const { mutate } = trial.source;
  const ids = documentIds(trial.source);
  for (const id of ids.slice(0, Math.ceil(ids.length * 0.7))) await mutate.update?.(id);
  for (const title of ['One more', 'And another one']) await mutate.create({ title });
  await trial.clock.advance(120_000);
  return trial;
}

/** Being interrupted and going on. */
export const resumeGroup: Group = {
  name: 'resuming',
  checks: [
    {
      name: 'yields a checkpoint after every page, with few requests between two',
      async run(subject) {
        const trial = await subject.open();
        const { requests } = trial.source;
        const reading = () => requests.count(({ kind }) => kind !== 'token' && kind !== 'content');
        let before = 0;
        let most = 0;
        let count = 0;
        const watched = watchReading(subject.connector, ({ type }) => {
          if (type !== 'checkpoint') return;
          count += 1;
          most = Math.max(most, reading() - before);
          before = reading();
        });
        trial.host.use({
          ...watched,
          read(...call) {
            // What the groups and the choice of slices cost came before.
            before = reading();
            return watched.read(...call);
          },
        });
        await trial.host.sync('full');
        const listings = requests.count('listing');
        demand(
          count >= 2,
          `A full sync of ${subject.documents} documents had ${count} checkpoints and ${listings} requests for listings.`,
          listings > 2
            ? 'Yield a checkpoint after every page.'
            : 'One page holds everything: pass more `documents`, or a small page size in `settings`, to describeConnector.',
        );
        const pages = listings + requests.count('changes');
        demand(
          count * 3 >= pages,
          `A full sync had ${count} checkpoints and ${pages} requests for listings and changes.`,
          'Yield a checkpoint after every page: whoever is stopped goes on behind the last one.',
        );
        demand(
          most <= 6,
          `There were ${most} requests between two checkpoints.`,
          'Yield a checkpoint after every page; move what each document costs into fetchContent.',
        );
      },
    },
    {
      name: 'goes on from every checkpoint to the same end, with the same claims',
      async run(subject) {
        const whole = await subject.open();
        const slices = await countCheckpoints(whole);
        const claims = claimsOf(whole.host.store.passes);
        for (const stop of chooseStops(slices, 24)) {
          const trial = await subject.open();
          await stopAfter(stop, trial);
          const outcome = await trial.host.sync();
          const when = `Stopped after checkpoint ${stop} of ${sum(slices)} and run again`;
          demand(
            outcome.status === 'success',
            () => `${when}, it ended with "${outcome.status}": ${outcome.error?.message}`,
            'Read on from the cursor as it is: it was parsed by the cursor schema from JSON.',
          );
          demandSame(trial.host, trial.source, when, 'A checkpoint covers what was yielded before it, and no more.');
          const missing = claims.filter((claim) => !claimsOf(trial.host.store.passes).includes(claim));
          demand(
            missing.length === 0,
            () => `${when}, these claims are missing:${few(missing)}`,
            'A resumed listing claims `complete` like one in one go: keep the phase in the cursor, not in memory.',
          );
        }
      },
    },
    {
      name: 'goes on from every checkpoint of an incremental sync too',
      needs: ['update'],
      async run(subject) {
        const slices = await countCheckpoints(await openChanged(subject), 'incremental');
        for (const stop of chooseStops(slices, 8)) {
          const trial = await openChanged(subject);
          await stopAfter(stop, trial, 'incremental');
          await trial.clock.advance(120_000);
          await syncToTheEnd(trial);
          demandSame(
            trial.host,
            trial.source,
            `Stopped after checkpoint ${stop} of ${sum(slices)} of an incremental sync and run again`,
            'A checkpoint covers what was yielded before it, and no more.',
          );
        }
      },
    },
    {
      name: 'does not read again what a checkpoint covers',
      needs: ['requests'],
      async run(subject) {
        const whole = await subject.open();
        const slices = await countCheckpoints(whole);
        const pages = ({ source }: Trial) =>
          source.requests.count(({ kind }) => kind === 'listing' || kind === 'changes');
        // In the first slice: those that were done may be read again.
        const trial = await subject.open();
        await stopAfter(Math.max(1, Math.floor((slices[0] ?? 1) * 0.6)), trial);
        const [all, before] = [pages(whole), pages(trial)];
        await trial.host.sync();
        const both = pages(trial);
        demand(
          both <= all + 3,
          `In one go the listing takes ${all} requests; stopped after ${before} it took ${both - before} more.`,
          'Put the position of the next page into the cursor, and begin there.',
        );
      },
    },
  ],
};
