import type { TestReport } from './test-report.ts';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts tests. A file that failed without a failed test (it didn't load, or a hook threw) counts as one failure. */
export function countTests(report: TestReport): TestCounts {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const file of report.testResults) {
    const failedBefore = failed;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') passed += 1;
      else if (status === 'failed') failed += 1;
      else skipped += 1;
    }
    if (file.status === 'failed' && failed === failedBefore) failed += 1;
  }
  return { passed, failed, skipped };
}
