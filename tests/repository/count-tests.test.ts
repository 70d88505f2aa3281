import { describe, expect, it } from 'vitest';
import { countTests } from '../../scripts/count-tests.ts';
import type { TestFileResult } from '../../scripts/test-report.ts';

describe('countTests', () => {
  it('counts tests, and files that failed without a failed test', () => {
    const testResults = [
      result('passed', ['passed', 'passed', 'pending', 'skipped', 'todo']),
      result('failed', ['passed', 'failed', 'failed']),
      result('failed', []),
      result('failed', ['passed']),
    ];
    expect(countTests({ testResults })).toEqual({ passed: 4, failed: 4, skipped: 3 });
    expect(countTests({ testResults: [] })).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});

function result(status: string, statuses: string[]): TestFileResult {
  const assertionResults = statuses.map((each) => ({ status: each }));
  return { name: 'a.test.ts', status, startTime: 0, endTime: 1, assertionResults };
}
