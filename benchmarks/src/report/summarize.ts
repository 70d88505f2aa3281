import { type Cost, type Engine, type Phase, type Scenario, type Side, scenarios } from '../measure/measurement.ts';
import type { Sample } from '../measure/sample.ts';

/** What one side cost over all rounds. */
export interface SideSummary {
  /** Median, smallest and largest wall time in milliseconds. */
  readonly wallMs: number;
  readonly fastestMs: number;
  readonly slowestMs: number;
  /** Median of processor time in milliseconds. */
  readonly cpuMs: number;
  /** Largest resident set of any round, in MB. */
  readonly peakRssMb: number;
  readonly medianRssMb: number;
}

/** One line of the table. */
export interface Summary {
  readonly engine: Engine;
  readonly scenario: Scenario;
  readonly phase: Phase;
  readonly ours: SideSummary;
  readonly floor: SideSummary;
}

/** The middle one; of an even number the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

export function summarize(samples: readonly Sample[]): Summary[] {
  const summaries: Summary[] = [];
  for (const engine of ['sqlite', 'mariadb'] as const) {
    for (const phase of ['sync', 'index'] as const) {
      for (const scenario of scenarios) {
        const some = samples.filter((one) => one.engine === engine && one.phase === phase && one.scenario === scenario);
        if (some.length === 0) continue;
        const side = (name: Side) => summarizeSide(some.filter((one) => one.side === name));
        summaries.push({ engine, scenario, phase, ours: side('ours'), floor: side('floor') });
      }
    }
  }
  return summaries;
}

function summarizeSide(costs: readonly Cost[]): SideSummary {
  const walls = costs.map(({ wallMs }) => wallMs);
  return {
    wallMs: medianOf(walls),
    fastestMs: Math.min(...walls),
    slowestMs: Math.max(...walls),
    cpuMs: medianOf(costs.map(({ cpuMs }) => cpuMs)),
    peakRssMb: Math.max(...costs.map(({ peakRssMb }) => peakRssMb)),
    medianRssMb: medianOf(costs.map(({ medianRssMb }) => medianRssMb)),
  };
}
