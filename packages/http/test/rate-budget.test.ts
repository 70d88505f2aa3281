import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RateBudget } from '../src/budget/rate-budget.ts';
import { createRateBudgets } from '../src/index.ts';
import { ControlledClock } from './support/controlled-clock.ts';
import { failWith } from './support/fail-with.ts';

function enterAll(budget: RateBudget, clock: ControlledClock, count: number, longest = 60_000) {
  const start = clock.now();
  const order: [number, number][] = [];
  for (let index = 0; index < count; index++) {
    const turn = budget.enter({ longest });
    if (turn === undefined) order.push([index, 0]);
    else turn.then(() => order.push([index, clock.now() - start])).catch(() => undefined);
  }
  return order;
}

describe('a rate', () => {
  test('is served in order', async () => {
    const clock = new ControlledClock();
    const budget = new RateBudget(clock, undefined);
    budget.declare({ requests: 4, window: 1000, burst: 2 });
    const order = enterAll(budget, clock, 5);
    await clock.advance(2000);
    expect(order.map(([index]) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(order.map(([, at]) => at)).toEqual([0, 0, 334, 667, 1000]);
  });

  test('is kept in every window, whatever the pauses', async () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 40 });
    const rate = fc.record({ requests: fc.integer({ min: 1, max: 8 }), window: fc.integer({ min: 100, max: 1000 }) });
    await fc.assert(
      fc.asyncProperty(rate, fc.integer({ min: 1, max: 8 }), pauses, async (limit, burst, gaps) => {
        const clock = new ControlledClock();
        const budget = new RateBudget(clock, undefined);
        budget.declare({ ...limit, burst: Math.min(burst, limit.requests) });
        const times: number[] = [];
        for (const gap of gaps) {
          const turn = budget.enter({ longest: 1e9 });
          if (turn === undefined) times.push(clock.now());
          else turn.then(() => times.push(clock.now()));
          await clock.advance(gap);
        }
        await clock.advance(gaps.length * limit.window);
        expect(times).toHaveLength(gaps.length);
        for (const [index, time] of times.entries()) {
          const later = times[index + limit.requests];
          if (later !== undefined) expect(later - time).toBeGreaterThanOrEqual(limit.window - 1e-6);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('of nonsense is refused', () => {
    const budget = new RateBudget(new ControlledClock(), undefined);
    for (const limit of [
      { requests: 0, window: 1 },
      { requests: 1, window: 0 },
      { requests: 1, window: Number.NaN },
      { requests: 2, window: 1, burst: 3 },
    ]) {
      expect(() => budget.declare(limit)).toThrow('no rate');
    }
  });

  test('sends away who would wait too long, with the time when to come back', async () => {
    const clock = new ControlledClock();
    const budget = new RateBudget(clock, 'history');
    budget.declare({ requests: 1, window: 60_000 });
    expect(budget.enter({ longest: 30_000 })).toBeUndefined();
    const error = await failWith(Promise.resolve(budget.enter({ longest: 30_000 })));
    expect(error).toMatchObject({ kind: 'rate-limited', until: clock.now() + 60_000, bucket: 'history' });
  });
});

test('a longer block reaches those who already wait', async () => {
  const clock = new ControlledClock();
  const budget = new RateBudget(clock, undefined);
  budget.block(clock.now() + 10_000);
  const patient = Promise.resolve(budget.enter({ longest: 60_000 }));
  const hasty = failWith(Promise.resolve(budget.enter({ longest: 20_000 })));
  const until = clock.now() + 40_000;
  budget.block(until);
  budget.block(clock.now() + 1);
  expect((await hasty).until).toBe(until);
  await clock.advance(40_000);
  await patient;
  expect(clock.now()).toBe(until);
  expect(budget.idle).toBe(true);
});

test('who is aborted leaves the queue at once, and the last one stops the clock', async () => {
  const clock = new ControlledClock();
  const budget = new RateBudget(clock, undefined);
  budget.block(clock.now() + 10_000);
  const abort = new AbortController();
  const first = budget.enter({ longest: 20_000, signal: abort.signal });
  const second = Promise.resolve(budget.enter({ longest: 20_000 }));
  const reason = new Error('canceled');
  abort.abort(reason);
  await expect(first).rejects.toBe(reason);
  await expect(budget.enter({ longest: 20_000, signal: abort.signal })).rejects.toBe(reason);
  await clock.advance(10_000);
  await second;
  expect(clock.sleeping).toBe(0);
});

test('budgets are apart by credential and bucket, and tell what they were told', () => {
  const clock = new ControlledClock();
  const told: unknown[] = [];
  const budgets = createRateBudgets({ clock, onBlock: (block) => told.push(block) });
  const until = clock.now() + 1000;
  budgets.report({ credential: 'a', bucket: 'x', until });
  budgets.block({ credential: 'b', until });
  expect(told).toEqual([{ credential: 'a', bucket: 'x', until }]);
  expect(budgets.budget('a', 'x').blockedUntil).toBe(until);
  expect(budgets.budget('a').blockedUntil).toBe(0);
  expect(budgets.budget('a', 'y').blockedUntil).toBe(0);
  expect(budgets.budget('b').blockedUntil).toBe(until);
  expect(budgets.budget('a', 'x')).toBe(budgets.budget('a', 'x'));
});
