import { relative } from 'node:path';
import type { StepResult } from './run-step.ts';
import type { TestReport } from './test-report.ts';

const slowestShown = 5;

/** Lines of text: each step with its outcome and seconds, then the slowest test files. */
export function describeTimes(steps: readonly StepResult[], report: TestReport | undefined, root: string): string {
  const lines = steps.map(({ name, seconds, passed }) => line(seconds, `${name}${passed ? '' : '  FAILED'}`));
  const files = (report?.testResults ?? [])
    .map((file) => ({ name: relative(root, file.name), seconds: (file.endTime - file.startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, slowestShown);
  const slowest =
    files.length > 0 ? ['Slowest test files:', ...files.map((file) => line(file.seconds, file.name))] : [];
  return ['', 'Where the time went:', ...lines, ...slowest, ''].join('\n');
}

function line(seconds: number, text: string): string {
  return `${seconds.toFixed(1).padStart(8)} s  ${text}`;
}
