import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeSqlitePlace } from '../sync/make-place.ts';
import { type ModelCommand, type ModelSetting, ModelWorld } from './model-world.ts';

const long = process.env.ACEQUIA_CHAOS === 'long';
const step = fc.integer({ min: 1, max: 60 });

const fault = fc.record({
  step,
  kind: fc.constantFrom(
    'transient',
    'rate-limited',
    'forbidden',
    'auth',
    'bad-response',
    'cursor-expired',
    'internal',
    'end',
  ),
});

const command: fc.Arbitrary<ModelCommand> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('mutate'), count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('advance'), seconds: fc.constantFrom(1, 3, 40, 400) }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('break'), fault: fc.constantFrom(403, 404, 500, 'broken') }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'heal' }) },
  {
    weight: 5,
    arbitrary: fc.record(
      {
        type: fc.constant('sync'),
        kind: fc.constantFrom('incremental', 'incremental', 'incremental', 'full', 'reconcile'),
        changes: fc.array(step, { maxLength: 3 }),
        fault,
        kill: fc.integer({ min: 1, max: 120 }),
      },
      { requiredKeys: ['type', 'kind', 'changes'] },
    ),
  },
) as fc.Arbitrary<ModelCommand>;

const setting: fc.Arbitrary<ModelSetting> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  mode: fc.constantFrom('feed', 'window', 'revisit'),
  content: fc.constantFrom('inline', 'lazy'),
  claims: fc.constantFrom('whole', 'ranges'),
  ids: fc.boolean(),
  skew: fc.constantFrom(0, 0, 90_000, -90_000),
  granularity: fc.constantFrom(1, 1, 1000, 2000),
  batch: fc.constantFrom(2, 7, 2000),
  bytes: fc.constantFrom(600, 3000, 8 * 1024 * 1024),
});

describe('A store that follows a source through faults and deaths', () => {
  it(
    'equals the source in the end',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          setting,
          fc.array(command, { minLength: 3, maxLength: 16, size: 'max' }),
          async (how, commands) => {
            const place = makeSqlitePlace();
            const world = new ModelWorld(how, place.url);
            try {
              for (const one of commands) expect(await world.apply(one), world.history.join('\n')).toEqual([]);
              const { problems, stored, source } = await world.settle();
              expect(stored, world.history.join('\n')).toEqual(source);
              expect(problems, world.history.join('\n')).toEqual([]);
            } finally {
              await world.close();
              await place.remove();
            }
          },
        ),
        {
          numRuns: long ? 3000 : 60,
          ...(!long && { seed: 20_261_121 }),
          endOnFailure: true,
        },
      );
    },
    long ? 3_600_000 : 120_000,
  );
});
