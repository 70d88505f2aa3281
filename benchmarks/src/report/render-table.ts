import type { Scenario } from '../measure/measurement.ts';
import { alignTable } from './align-table.ts';
import type { SideSummary, Summary } from './summarize.ts';

/** What each scenario is called. */
export const scenarioNames: Readonly<Record<Scenario, string>> = {
  first: 'first',
  unchanged: 'nothing changed',
  changed: '1 % changed',
  deleted: '1 % deleted',
};

/** Below this many milliseconds a ratio says nothing. */
const tooShort = 20;

const header = [
  'engine',
  'phase',
  'what',
  'ours ms (spread)',
  'floor ms (spread)',
  'wall',
  'CPU',
  'ours MB',
  'floor MB',
];

/** A markdown table. */
export function renderTable(summaries: readonly Summary[]): string {
  const rows = summaries.map(({ engine, phase, scenario, ours, floor }) => [
    engine,
    phase,
    scenarioNames[scenario],
    renderTime(ours),
    renderTime(floor),
    renderRatio(ours.wallMs, floor.wallMs),
    renderRatio(ours.cpuMs, floor.cpuMs),
    String(Math.round(ours.peakRssMb)),
    String(Math.round(floor.peakRssMb)),
  ]);
  return alignTable(header, rows);
}

function renderTime({ wallMs, fastestMs, slowestMs }: SideSummary): string {
  return `${Math.round(wallMs)} (${Math.round(fastestMs)}-${Math.round(slowestMs)})`;
}

/** How many times the other; `-` where that says nothing. */
export function renderRatio(ours: number, floor: number): string {
  return Math.min(ours, floor) < tooShort ? '-' : `${(ours / floor).toFixed(2)} x`;
}
