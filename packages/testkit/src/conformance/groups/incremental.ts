import { createRandom } from '../../model/seeded-random.ts';
import { demand, type Group } from '../check.ts';
import { demandSame } from '../compare-with-source.ts';
import { containerIds, documentIds, pickFrom } from '../expected-ids.ts';
import { mutateFake } from '../mutate-fake.ts';
import type { Trial } from '../subject.ts';
import { settle, syncToTheEnd } from '../sync-to-the-end.ts';
import { whileReading } from '../while-reading.ts';

const advice =
  'Compare the changes that `read` yields with what happened: each one is an upsert, a delete or a relist of this slice.';

async function follow(trial: Trial, what: string): Promise<void> {
  await trial.clock.advance(120_000);
  await syncToTheEnd(trial);
  await settle(trial);
  demandSame(trial.host, trial.source, `After ${what} and an incremental sync`, advice);
}

/** Following changes. */
export const incrementalGroup: Group = {
  name: 'incremental sync',
  checks: [
    {
      name: 'takes in a new document at once',
      async run(subject) {
        const trial = await subject.openSynced();
        const id = await trial.source.mutate.create({ title: 'A new one' });
        await trial.clock.advance(120_000);
        await syncToTheEnd(trial);
        demand(trial.host.store.documents().has(id), `The new document ${id} was not found.`, advice);
        await follow(trial, 'a creation');
      },
    },
    {
      name: 'takes in a new content at once',
      needs: ['update'],
      async run(subject) {
        const trial = await subject.openSynced();
        await trial.source.mutate.update?.(pickFrom(documentIds(trial.source), 1, 'documents'));
        await trial.clock.advance(120_000);
        await syncToTheEnd(trial);
        demandSame(trial.host, trial.source, 'After an update and an incremental sync', advice);
      },
    },
    {
      name: 'takes in a new title',
      needs: ['rename'],
      async run(subject) {
        const trial = await subject.openSynced();
        await trial.source.mutate.rename?.(pickFrom(documentIds(trial.source), 2, 'documents'), 'Another title');
        await follow(trial, 'a renaming');
      },
    },
    {
      name: 'takes out what was deleted',
      needs: ['delete'],
      excuse: ({ capabilities }) =>
        capabilities.deletions === 'none' ? 'It does not find deletions (`deletions: none`).' : undefined,
      async run(subject) {
        const trial = await subject.openSynced();
        await trial.source.mutate.delete?.(pickFrom(documentIds(trial.source), 0, 'documents'));
        await follow(trial, 'a deletion');
      },
    },
    {
      name: 'takes in again what was restored, without a download',
      needs: ['delete', 'restore'],
      async run(subject) {
        const trial = await subject.openSynced();
        const id = pickFrom(documentIds(trial.source), 0, 'documents');
        await trial.source.mutate.delete?.(id);
        await follow(trial, 'a deletion');
        await trial.source.mutate.restore?.(id);
        await follow(trial, 'a restoration');
      },
    },
    {
      name: 'takes in a new container with what is in it',
      needs: ['containers'],
      async run(subject) {
        const trial = await subject.openSynced();
        const { mutate } = trial.source;
        const parent = await mutate.create({ container: true, title: 'A new container' });
        await mutate.create({ parent, title: 'In the new container' });
        await follow(trial, 'a creation in a new container');
      },
    },
    {
      name: 'gives the same as a full sync after any series of changes',
      async run(subject) {
        const trial = await subject.openSynced({ seed: 3 });
        const random = createRandom(11);
        const done: string[] = [];
        for (let round = 0; round < 4; round++) {
          for (let change = 0; change < 4; change++) done.push(await mutateFake(trial.source, random));
          await trial.clock.advance(90_000);
          await syncToTheEnd(trial);
        }
        await settle(trial);
        demandSame(trial.host, trial.source, `After ${done.join('; ')}`, advice);
      },
    },
    {
      name: 'misses nothing that changes while it reads, whatever the clocks say',
      async run(subject) {
        for (const skew of [0, 90_000, -90_000]) {
          const trial = await subject.open({ skew });
          const random = createRandom(7 + skew);
          let left = 6;
          const stop = whileReading(trial, async () => {
            await trial.clock.advance(700);
            if (left-- > 0) await mutateFake(trial.source, random);
          });
          await syncToTheEnd(trial, 'full');
          left = 4;
          await syncToTheEnd(trial);
          stop();
          for (let after = 3; after > 0; after--) await mutateFake(trial.source, random);
          await trial.clock.advance(120_000);
          await syncToTheEnd(trial);
          await settle(trial);
          demandSame(
            trial.host,
            trial.source,
            `After changes during the listing, with the source’s clock ${skew / 1000} s ahead`,
            'Take the feed’s position (a token, or the source’s own time) before the first page, never the host’s clock; let windows overlap.',
          );
        }
      },
    },
    {
      name: 'misses nothing of many changes in one moment',
      needs: ['update'],
      async run(subject) {
        const trial = await subject.openSynced({ granularity: 60_000 });
        await trial.clock.advance(600_000);
        const ids = documentIds(trial.source);
        for (const id of ids.slice(0, Math.ceil(ids.length * 0.7))) await trial.source.mutate.update?.(id);
        await trial.clock.advance(600_000);
        await syncToTheEnd(trial);
        demandSame(
          trial.host,
          trial.source,
          'After most documents changed in one moment',
          'Page on (time, id), not on time alone: more documents than a page holds may have the same time.',
        );
      },
    },
    {
      name: 'misses nothing that changed in the same moment in which it read',
      needs: ['update'],
      async run(subject) {
        const trial = await subject.openSynced({ granularity: 60_000 });
        const ids = documentIds(trial.source);
        for (let round = 0; round < 3; round++) {
          await trial.clock.advance(61_000);
          await trial.source.mutate.update?.(pickFrom(ids, round, 'documents'));
          await syncToTheEnd(trial);
          await trial.source.mutate.update?.(pickFrom(ids, round, 'documents'));
          await trial.source.mutate.update?.(pickFrom(ids, -1 - round, 'documents'));
          await trial.clock.advance(61_000);
          await syncToTheEnd(trial);
          demandSame(
            trial.host,
            trial.source,
            'After two changes in the same minute with a sync between, at a source that rounds to minutes',
            'Let windows overlap by more than the source rounds, and page on (time, id): equal times are common.',
          );
        }
      },
    },
    {
      name: 'keeps containers as documents with their titles',
      needs: ['rename', 'containers'],
      async run(subject) {
        const trial = await subject.openSynced();
        const { source } = trial;
        const folder = pickFrom(containerIds(source), -1, 'containers');
        const id = (await source.mutate.rename?.(folder, 'A renamed container')) ?? folder;
        demand(source.snapshot().has(id), `The fake lost ${id}.`, 'Correct the fake.');
        source.requests.clear();
        await follow(trial, 'the renaming of a container');
        const contents = source.requests.count('content');
        demand(
          contents === 0 || !trial.host.connector.capabilities.stableIds,
          `Renaming a container cost ${contents} requests for contents.`,
          'Yield containers as documents and never put paths into what is below: the host makes them.',
        );
      },
    },
  ],
};
