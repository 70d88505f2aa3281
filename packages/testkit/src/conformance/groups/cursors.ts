import type { Json } from '@acequia/core';
import { demand, type Group } from '../check.ts';
import { demandSame } from '../compare-with-source.ts';
import { watchReading } from '../cut-reading.ts';
import type { Subject } from '../subject.ts';
import { settle, syncToTheEnd } from '../sync-to-the-end.ts';

const foreign: readonly Json[] = [
  null,
  0,
  '',
  'cursor',
  [],
  {},
  { phase: 'unknown' },
  { version: 99, position: 1 },
  { token: 'of another connector', since: 253_402_300_799_000 },
];

/** Every cursor that a full sync and an incremental one yield. */
async function cursorsOf(subject: Subject): Promise<Json[]> {
  const trial = await subject.open();
  const cursors: Json[] = [];
  trial.host.use(
    watchReading(subject.connector, (change) => {
      if (change.type === 'checkpoint') cursors.push(change.cursor);
    }),
  );
  await trial.host.sync('full');
  await trial.host.sync();
  return cursors;
}

/** A cursor of another build: a member more, a member less, a value of another type. */
function spoil(cursor: Json): Json[] {
  if (typeof cursor !== 'object' || cursor === null || Array.isArray(cursor)) return [{ was: cursor }];
  const entries = Object.entries(cursor);
  return [
    { ...cursor, acequiaUnknown: 1 },
    ...entries.map(([name]) => Object.fromEntries([...entries, [name, { not: 'this' }]])),
  ];
}

/** What is kept between two syncs. */
export const cursorGroup: Group = {
  name: 'cursors',
  checks: [
    {
      name: 'are small, and the same after JSON and the schema',
      async run(subject) {
        for (const cursor of await cursorsOf(subject)) {
          const text = JSON.stringify(cursor);
          demand(
            Buffer.byteLength(text) <= 16_384,
            `A cursor has ${Buffer.byteLength(text)} bytes for ${subject.documents} documents.`,
            'A cursor is a position: what was seen is the host’s to remember (`context.known`). The limit is 64 KiB at any size of source.',
          );
          const parsed = subject.connector.cursor.safeParse(JSON.parse(text));
          demand(
            parsed.success,
            `The cursor schema refuses the connector’s own cursor ${text}.`,
            'Correct the schema.',
          );
          demand(
            JSON.stringify(parsed.data) === text,
            `The cursor ${text} changes in its schema.`,
            'Use no transforms or defaults.',
          );
        }
      },
    },
    {
      name: 'are refused when they are foreign or spoilt',
      async run(subject) {
        const own = await cursorsOf(subject);
        for (const cursor of [...foreign, ...own.slice(0, 5).flatMap(spoil)]) {
          demand(
            !subject.connector.cursor.safeParse(cursor).success,
            `The cursor schema takes ${JSON.stringify(cursor)}.`,
            'Declare cursors with z.strictObject and exact values (a literal for the phase): what it does not know is read from the beginning.',
          );
        }
      },
    },
    {
      name: 'that mean nothing any more lead to a clean full reading',
      async run(subject) {
        const trial = await subject.openSynced();
        await trial.source.mutate.create({ title: 'Since then' });
        for (const slice of trial.host.store.cursors().keys())
          trial.host.store.setCursor(slice, { of: 'a newer build' });
        await trial.host.sync();
        await settle(trial);
        demandSame(trial.host, trial.source, 'After cursors of a newer build', 'Refuse them in the schema.');
      },
    },
    {
      name: 'that the source forgot lead to a clean full reading',
      needs: ['expireCursors'],
      async run(subject) {
        const trial = await subject.openSynced();
        await trial.source.mutate.create({ title: 'Since then' });
        trial.source.expireCursors?.();
        await trial.clock.advance(120_000);
        const { status, error } = await syncToTheEnd(trial);
        demand(
          status === 'success',
          () =>
            `After the source forgot its positions the sync ended with "${status}": ${error?.kind} ${error?.message}`,
          'Throw `cursor-expired` for the vendor’s way of saying so (410, 400 with a code, `reset`): the host then reads from the beginning.',
        );
        await settle(trial);
        demandSame(trial.host, trial.source, 'After the source forgot its positions', 'Throw `cursor-expired`.');
      },
    },
    {
      name: 'from the far future miss nothing later on',
      async run(subject) {
        const trial = await subject.openSynced();
        const ahead = [...trial.host.store.cursors()].map(([slice, cursor]): [string, Json] => [
          slice,
          moveAhead(cursor),
        ]);
        for (const [slice, cursor] of ahead) trial.host.store.setCursor(slice, cursor);
        await trial.source.mutate.create({ title: 'Before that future' });
        await trial.clock.advance(120_000);
        await syncToTheEnd(trial);
        for (let round = 0; round < 2; round++) await settle(trial);
        const title = 'After the cursors were in the far future and a day went by';
        demandSame(
          trial.host,
          trial.source,
          title,
          'Throw `cursor-expired` for a position after the source’s own time or newest change.',
        );
      },
    },
  ],
};

const year = 365 * 24 * 60 * 60;

/** Times and positions in a cursor, far ahead; what is no number stays. */
function moveAhead(cursor: Json): Json {
  return JSON.parse(
    JSON.stringify(cursor, (_, value: Json) => {
      if (typeof value !== 'number') return value;
      if (value > 1e11) return value + 10 * year * 1000;
      return value > 1e8 ? value + 10 * year : value;
    }),
  );
}
