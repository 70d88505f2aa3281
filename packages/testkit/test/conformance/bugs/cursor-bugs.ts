import { describeError, SourceError } from '@acequia/core';
import { z } from 'zod';
import { changeReading, type PlantedBug, windowed } from './plant.ts';

/** Mistakes with what is kept between two syncs. */
export const cursorBugs: readonly PlantedBug[] = [
  {
    name: 'takes any cursor',
    group: 'cursors',
    plant: (connector) => ({ ...connector, cursor: z.looseObject({}) as unknown as typeof connector.cursor }),
  },
  {
    name: 'keeps what it saw in the cursor',
    group: 'cursors',
    plant: (connector) =>
      changeReading(
        { ...connector, cursor: z.json() as unknown as typeof connector.cursor },
        async function* (changes) {
          const seen: string[] = [];
          for await (const change of changes) {
            if (change.type === 'upsert') seen.push(change.document.id.padEnd(2000));
            yield change.type === 'checkpoint' ? { ...change, cursor: { at: change.cursor, seen: [...seen] } } : change;
          }
        },
      ),
  },
  {
    name: 'calls a forgotten position a passing trouble',
    group: 'cursors',
    plant: (connector) =>
      changeReading(connector, async function* (changes) {
        try {
          yield* changes;
        } catch (error) {
          if (describeError(error).kind !== 'cursor-expired') throw error;
          throw new SourceError('transient', 'The feed does not answer.');
        }
      }),
  },
  {
    name: 'waits for the far future',
    group: 'cursors',
    variant: windowed,
    plant: (connector) =>
      changeReading(connector, async function* (changes) {
        try {
          yield* changes;
        } catch (error) {
          if (describeError(error).kind !== 'cursor-expired') throw error;
        }
      }),
  },
];
