import { describe, expect, it } from 'vitest';
import type { ErrorKind } from '../../src/index.ts';
import { ErrorBudget } from '../../src/runner/error-budget.ts';
import { never, nextRetry } from '../../src/runner/retry-schedule.ts';
import { deletionCap } from '../../src/runner/sweep.ts';

const fault = (kind: ErrorKind) => ({ kind, message: 'no' });

describe('ErrorBudget', () => {
  it('is spent by 10 faults of the source in a row, and names the last one', () => {
    const budget = new ErrorBudget();
    for (let i = 0; i < 9; i += 1) budget.count(fault('transient'));
    budget.count();
    for (let i = 0; i < 9; i += 1) budget.count(fault('bad-response'));
    expect(() => budget.count(fault('auth'))).toThrow(expect.objectContaining({ kind: 'auth' }));
  });

  it('is spent by more than 15 % of the last 200, not before 200', () => {
    const budget = new ErrorBudget();
    const spend = (count: number) => {
      for (let i = 0; i < count; i += 1) {
        if (i % 5 === 0) budget.count(fault('transient'));
        else budget.count();
      }
    };
    spend(199);
    budget.count();
    expect(() => spend(1)).toThrow('too many errors');
  });

  it('forgets what lies more than 200 documents back', () => {
    const budget = new ErrorBudget();
    for (let round = 0; round < 20; round += 1) {
      for (let i = 0; i < 9; i += 1) budget.count(fault('transient'));
      for (let i = 0; i < 91; i += 1) budget.count();
    }
    expect(() => budget.count(fault('transient'))).not.toThrow();
  });

  it.each(['forbidden', 'not-found', 'too-large', 'unreadable', 'internal'] as const)('is not spent by %s', (kind) => {
    const budget = new ErrorBudget();
    expect(() => {
      for (let i = 0; i < 500; i += 1) budget.count(fault(kind));
    }).not.toThrow();
  });
});

describe('nextRetry', () => {
  const minute = 60_000;

  it('waits four times as long each time, at most a day', () => {
    expect([1, 2, 3, 4, 5, 6, 1000].map((attempts) => nextRetry('transient', attempts, 0) / minute)).toEqual([
      5, 20, 80, 320, 1280, 1440, 1440,
    ]);
  });

  it('waits for a change where the same bytes give the same result', () => {
    expect(nextRetry('unreadable', 1, 0)).toBe(never);
  });
});

describe('deletionCap', () => {
  it.each([
    [0, 0, 25],
    [100, 0, 25],
    [101, 3, 26],
    [400, 0, 100],
    [300, 100, 100],
  ])('of %i live documents and %i lately deleted ones is %i', (liveAtStart, deletedLately, cap) => {
    expect(deletionCap({ documents: 0, liveAtStart, deletedLately, emptied: [] })).toBe(cap);
  });
});
