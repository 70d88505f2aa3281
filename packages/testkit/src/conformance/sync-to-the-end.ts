import type { AnyConnector, Slice, SyncKind, SyncOutcome } from '@acequia/core';
import { demand } from './check.ts';
import type { Trial } from './subject.ts';

const rounds = 300;

export const day = 24 * 60 * 60 * 1000;

/**
 * Syncs again and again, each time when the source may be asked again, until it no longer says to wait. As hosts park
 * slices, only those that were not done are gone on with, and the slices are not asked for again.
 */
export async function syncToTheEnd({ host, clock }: Trial, kind: SyncKind = 'incremental'): Promise<SyncOutcome> {
  const { connector } = host;
  let offered: Slice[] = [];
  host.use(keepSlices(connector, offered));
  try {
    let outcome = await host.sync(kind);
    for (let round = 1; outcome.status === 'waiting'; round++) {
      demand(
        round < rounds,
        `After ${rounds} rounds of waiting for the source's rate limit the sync is still not done: it makes no progress.`,
        'Yield a checkpoint after every page, with few requests between two of them: what is between two is asked again.',
      );
      await clock.advance(Math.max(1, (outcome.waitingUntil ?? 0) - clock.now()));
      const undone = new Set(outcome.slices.map(({ id }) => id));
      offered = offered.filter(({ id }) => undone.has(id));
      host.use(connector.slices && offered.length > 0 ? offerSlices(connector, offered) : connector);
      outcome = await host.sync('incremental');
    }
    return outcome;
  } finally {
    host.use(connector);
  }
}

function keepSlices(connector: AnyConnector, kept: Slice[]): AnyConnector {
  const { slices } = connector;
  if (!slices) return connector;
  return {
    ...connector,
    async *slices(context, picks, known) {
      for await (const slice of slices(context, picks, known)) {
        kept.push(slice);
        yield slice;
      }
    },
  };
}

function offerSlices(connector: AnyConnector, slices: readonly Slice[]): AnyConnector {
  return {
    ...connector,
    async *slices() {
      yield* slices;
    },
  };
}

/** A day later: what was outstanding is due, deletions that only a listing shows are looked for, and all is settled. */
export async function settle(trial: Trial): Promise<SyncOutcome> {
  const { host, clock } = trial;
  const { capabilities, readIds } = host.connector;
  await clock.advance(day);
  const outcome = await syncToTheEnd(trial);
  if (capabilities.deletions !== 'listing') return outcome;
  return syncToTheEnd(trial, readIds ? 'reconcile' : 'full');
}
