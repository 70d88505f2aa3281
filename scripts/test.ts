import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeTimes } from './describe-times.ts';
import { runStep, type Step, type StepResult } from './run-step.ts';
import type { TestReport } from './test-report.ts';

// `pnpm test` checks everything; `pnpm test ARGUMENTS` is `vitest run ARGUMENTS` alone.
const root = join(import.meta.dirname, '..');
const report = join(root, 'reports', 'vitest.json');

const build: Step = {
  name: 'build',
  command: 'turbo',
  arguments: ['run', 'build', '--output-logs=errors-only', '--log-order=grouped'],
  output: 'held',
};
const checks: Step[] = [
  { name: 'biome', command: 'biome', arguments: ['check', '.'], output: 'held' },
  { name: 'types', command: 'tsc', arguments: ['--noEmit', '-p', 'tsconfig.json'], output: 'held' },
  { name: 'knip', command: 'knip', arguments: ['--no-progress'], output: 'held' },
  { name: 'packages', command: 'node', arguments: ['scripts/check-packages.ts'], output: 'held' },
];
const vitest: Step = {
  name: 'vitest',
  command: 'vitest',
  arguments: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  output: 'live',
};

const given = process.argv.slice(2).filter((argument, index) => index > 0 || argument !== '--');
const results =
  given.length > 0 ? [await runStep({ ...vitest, arguments: ['run', ...given] }, root)] : await runEverything();
process.exitCode = results.every((result) => result.passed) ? 0 : 1;

/** A failing step does not end the run: one run names all that is wrong. */
async function runEverything(): Promise<StepResult[]> {
  rmSync(report, { force: true });
  const results = [await announce(build)];
  results.push(...(await Promise.all(checks.map(announce))));
  results.push(await announce(vitest));
  const tests = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as TestReport) : undefined;
  process.stdout.write(describeTimes(results, tests, root));
  return results;
}

function announce(step: Step): Promise<StepResult> {
  process.stdout.write(`> ${step.name}: ${step.command} ${step.arguments.join(' ')}\n`);
  return runStep(step, root);
}
