import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Change, Document, Json } from '@acequia/core';
import { demand, type Group } from '../check.ts';
import { documentIds, pickFrom } from '../expected-ids.ts';
import { day } from '../sync-to-the-end.ts';

const allowed = (floor: number) => Math.ceil(floor * 1.1) + 3;

/** Requests and memory. */
export const effortGroup: Group = {
  name: 'requests and memory',
  checks: [
    {
      name: 'are few: a full sync keeps to the floor of the source',
      needs: ['requests'],
      async run(subject) {
        const { host, source } = await subject.open();
        const floor = source.floor({ kind: 'full' });
        await host.sync('full');
        const sent = source.requests.count(({ kind }) => kind !== 'token');
        demand(
          sent <= allowed(floor),
          `${sent} requests; the floor is ${floor}.`,
          'Ask for the largest pages, and for nothing twice.',
        );
      },
    },
    {
      name: 'are few: an incremental sync keeps to the floor of the source',
      needs: ['requests', 'update'],
      async run(subject) {
        const trial = await subject.openSynced();
        const { host, source, clock } = trial;
        await clock.advance(day);
        await host.sync();
        for (const changed of [0, 3]) {
          await clock.advance(day);
          const ids = documentIds(source);
          for (let index = 0; index < changed; index++) await source.mutate.update?.(pickFrom(ids, index, 'documents'));
          await clock.advance(120_000);
          const floor = source.floor({ kind: 'incremental', changed });
          source.requests.clear();
          await host.sync();
          const sent = source.requests.count(({ kind }) => kind !== 'token');
          demand(
            sent <= allowed(floor),
            `${sent} requests for ${changed} changed documents; the floor is ${floor}.`,
            'Ask only for what changed, and give slices a `version` where the source has one.',
          );
        }
      },
    },
    {
      name: 'do not grow with the source: memory is that of a page',
      async run(subject) {
        const documents = subject.documents * 10;
        const { host, source } = await subject.open({ documents });
        for (const slice of await host.slices()) {
          const found = await measureReading(host.connector.read(host.context(), slice, null), () =>
            source.requests.clear(),
          );
          const { checkpoints, given, held, bytes } = found;
          const advice =
            'Yield what a page has and forget it: collect no list first, keep no map of documents or containers; ask `context.known` instead.';
          demand(
            checkpoints < 8 || held <= given / 2,
            `At checkpoint ${checkpoints} of a listing ${held} of the ${given} documents that were yielded are still held.`,
            advice,
          );
          demand(
            bytes < 1024 * 1024 + documents * 512,
            `In the middle of a listing of ${documents} documents ${Math.round(bytes / 1024)} KiB are held.`,
            advice,
          );
        }
      },
    },
  ],
};

/** What a reading holds at the last of its checkpoints 8, 16, 32 ...: how many of the documents it gave, and bytes. */
async function measureReading(reading: AsyncIterable<Change<Json>>, onCheckpoint: () => void) {
  const documents: WeakRef<Document>[] = [];
  const found = { checkpoints: 0, given: 0, held: 0, bytes: 0 };
  const before = heapUsed();
  let checkpoints = 0;
  for await (const change of reading) {
    if (change.type === 'upsert') documents.push(new WeakRef(change.document));
    if (change.type !== 'checkpoint') continue;
    onCheckpoint();
    checkpoints += 1;
    if (checkpoints < 8 || !Number.isInteger(Math.log2(checkpoints))) continue;
    // A reference that was just made keeps its target until the next turn.
    await setImmediate();
    const bytes = heapUsed() - before;
    const held = documents.filter((one) => one.deref() !== undefined).length;
    Object.assign(found, { checkpoints, given: documents.length, held, bytes });
  }
  return found;
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collectGarbage: unknown = runInNewContext('gc');
  if (typeof collectGarbage === 'function') collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
