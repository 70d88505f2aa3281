import { createRandom } from '@acequia/testkit';
import { describe, expect, inject, it } from 'vitest';
import { type DatabasePlace, makeServerPlace, makeSqlitePlace } from '../sync/make-place.ts';
import { type KillWorld, type KillWorldOptions, openKillWorld } from './kill-world.ts';

const long = process.env.ACEQUIA_CHAOS === 'long';
const minutes = 60_000;

async function withWorld(
  place: DatabasePlace,
  options: Omit<KillWorldOptions, 'place'>,
  work: (world: KillWorld) => Promise<void>,
): Promise<void> {
  const world = await openKillWorld({ ...options, place });
  try {
    await work(world);
  } finally {
    await world.close();
  }
}

/** Nothing is half-written, and one more sync makes the store equal the source. */
async function expectRecovery(world: KillWorld, what: string): Promise<void> {
  expect(await world.fixture.problems(), what).toEqual([]);
  await world.settle();
  expect(await world.fixture.stored(), what).toEqual(world.source.snapshot());
  expect(await world.fixture.problems(true), what).toEqual([]);
}

/** Kills a sync at each failpoint until one runs to its end; answers how many kills that were. */
async function killEverywhere(world: KillWorld, first: number, stride: number): Promise<number> {
  let kills = 0;
  for (let at = first; ; at += stride) {
    world.mutate(3);
    const end = await world.runChild(at);
    if (!end.killed) {
      expect(end.result, end.errors).toMatchObject({ status: 'success' });
      await expectRecovery(world, 'after a sync that was not killed');
      return kills;
    }
    kills += 1;
    await expectRecovery(world, `killed at failpoint ${at} of an incremental sync`);
  }
}

describe.concurrent('SIGKILL on SQLite', () => {
  it(
    'at every failpoint of a first sync, which goes on where it was',
    async () => {
      const options = { mode: 'feed', content: 'inline', documents: 14, seed: 5 } as const;
      await withWorld(makeSqlitePlace(), options, async (world) => {
        // The same database dies at the first failpoint, then at the second ... until it gets through: each sync goes
        // on from what the ones before it left.
        let kills = 0;
        for (let at = 1; ; at += 1) {
          const end = await world.runChild(at);
          expect(await world.fixture.problems(), `killed at ${at}`).toEqual([]);
          if (end.killed) kills += 1;
          else {
            expect(end.result, end.errors).toMatchObject({ status: 'success' });
            break;
          }
        }
        expect(kills).toBeGreaterThan(40);
        await expectRecovery(world, 'after all kills');
      });
    },
    10 * minutes,
  );

  it.each(long ? (['feed', 'window', 'revisit'] as const) : (['feed'] as const))(
    'at every failpoint of an incremental sync with changes in between (%s)',
    async (mode) => {
      await withWorld(makeSqlitePlace(), { mode, content: 'lazy', documents: 14, seed: 6 }, async (world) => {
        await world.settle();
        expect(await killEverywhere(world, 1, 1)).toBeGreaterThan(20);
      });
    },
    10 * minutes,
  );

  it(
    'at 100 random points while the source changes',
    async () => {
      await killAtRandom(makeSqlitePlace, long ? 400 : 100, 7);
    },
    10 * minutes,
  );
});

describe.concurrent('SIGKILL on MariaDB', () => {
  it(
    'at 30 random points while the source changes',
    async () => {
      await killAtRandom(() => makeServerPlace(inject('mariadbUrl')), long ? 100 : 30, 8);
    },
    10 * minutes,
  );
});

/** Long-living databases, one for each mode; the children die somewhere in the first points of a sync, or not at all. */
async function killAtRandom(
  makePlace: () => DatabasePlace | Promise<DatabasePlace>,
  kills: number,
  seed: number,
): Promise<void> {
  const random = createRandom(seed);
  const modes = ['feed', 'window', 'revisit'] as const;
  for (const [index, mode] of modes.entries()) {
    const content = index === 1 ? 'inline' : 'lazy';
    await withWorld(await makePlace(), { mode, content, documents: 40, seed: seed + index }, async (world) => {
      const share = Math.ceil(kills / modes.length);
      for (let killed = 0; killed < share; ) {
        world.mutate(2);
        world.changeMeanwhile(0.3);
        const at = 1 + Math.floor(random() * 60);
        const end = await world.runChild(at);
        if (end.killed) killed += 1;
        else expect(end.result, end.errors).toMatchObject({ status: 'success' });
        if (killed % 3 === 0) await expectRecovery(world, `killed at failpoint ${at} in mode ${mode}, seed ${seed}`);
        else expect(await world.fixture.problems(), `killed at ${at}`).toEqual([]);
      }
      await expectRecovery(world, `in the end, in mode ${mode}`);
    });
  }
}
