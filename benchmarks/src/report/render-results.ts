import type { BenchmarkOptions } from '../options.ts';
import { describeCommit, describeMachine, warnOfLoad } from './describe-machine.ts';
import { renderTable, scenarioNames } from './render-table.ts';
import type { Summary } from './summarize.ts';

/** A ratio that was wished for, and one that must not be passed. */
const goal = 1.2;
const limit = 1.5;
const memoryGoalMb = 250;

/** `results.md`: what was measured, where, and where we lose. */
export function renderResults(
  options: BenchmarkOptions,
  summaries: readonly Summary[],
  engines: readonly string[],
): string {
  const versions = [`Node ${process.versions.node}`, ...engines, `commit ${describeCommit('packages')}`];
  const flags = options.flags.length > 0 ? `Ours ran with the flags ${options.flags.join(' ')}.` : 'No flags of Node.';
  return `# Results

Written by \`pnpm bench engine\`; what is compared and how: [README.md](README.md).

${describeMachine()}
- ${versions.join('; ')}

${options.documents} documents of 1 KiB in pages of 100 over HTTP; ${options.rounds} rounds, ours and the floor in turn. Milliseconds are medians with the
fastest and the slowest round behind them; wall and CPU are ratios of medians, ours to the floor's. MB is the largest
resident set of any round. ${flags}${warnOfLoad()}

${renderTable(summaries)}

## Where we are over the goal

Goal: ${goal} x the floor's wall time, ${limit} x at most; ${memoryGoalMb} MB.

${renderLosses(summaries).join('\n')}
`;
}

function renderLosses(summaries: readonly Summary[]): string[] {
  const losses = summaries.flatMap(({ engine, phase, scenario, ours, floor }) => {
    const ratio = ours.wallMs / floor.wallMs;
    const where = `${engine}, ${phase}, ${scenarioNames[scenario]}`;
    const difference = Math.round(ours.wallMs - floor.wallMs);
    return [
      ...(ratio > goal && difference >= 20
        ? [`- ${where}: ${ratio.toFixed(2)} x (${difference} ms more)${ratio > limit ? ', over the limit' : ''}`]
        : []),
      ...(ours.peakRssMb > memoryGoalMb
        ? [`- ${where}: ${Math.round(ours.peakRssMb)} MB at the peak; the floor ${Math.round(floor.peakRssMb)} MB`]
        : []),
    ];
  });
  return losses.length > 0 ? losses : ['Nowhere.'];
}
