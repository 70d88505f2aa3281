import { alignTable } from '../../report/align-table.ts';
import { renderRatio, scenarioNames } from '../../report/render-table.ts';
import type { SourceSummary } from './summarize-sources.ts';

const header = [
  'source',
  'latency',
  'what',
  'ours ms',
  'floor ms',
  'wall',
  'CPU',
  'indexed ms',
  'wall',
  'CPU',
  'bare index',
  'ours MB',
  'indexed MB',
  'floor MB',
  'requests',
  'floor',
];

/** Ours, ours with the index, the floor, and the floor with a bare index. */
export function renderSourceTable(summaries: readonly SourceSummary[]): string {
  return alignTable(header, summaries.map(cells));
}

function cells({ source, latency, scenario, ours, floor, indexed, searchable }: SourceSummary): string[] {
  const whole = (value: number | undefined) => (value === undefined ? '-' : String(Math.round(value)));
  return [
    source,
    `${latency} ms`,
    scenarioNames[scenario],
    whole(ours.wallMs),
    whole(floor.wallMs),
    renderRatio(ours.wallMs, floor.wallMs),
    renderRatio(ours.cpuMs, floor.cpuMs),
    whole(indexed?.wallMs),
    indexed ? renderRatio(indexed.wallMs, floor.wallMs) : '-',
    indexed ? renderRatio(indexed.cpuMs, floor.cpuMs) : '-',
    searchable ? renderRatio(searchable.wallMs, floor.wallMs) : '-',
    whole(ours.peakRssMb),
    whole(indexed?.peakRssMb),
    whole(floor.peakRssMb),
    ours.requests === 0 ? '-' : whole(ours.requests),
    ours.requests === 0 ? '-' : whole(floor.requests),
  ];
}
