import { type Scenario, scenarios } from '../../measure/measurement.ts';
import { medianOf } from '../../report/summarize.ts';
import type { SourceSide } from '../measure/source-measurement.ts';
import type { SourceSample } from '../sample.ts';

/** What one side cost over all rounds. */
export interface SourceSideSummary {
  /** Medians, in milliseconds. */
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Of any round. */
  readonly peakRssMb: number;
  readonly requests: number;
}

/** One line of the table. */
export interface SourceSummary {
  readonly source: string;
  readonly latency: number;
  readonly scenario: Scenario;
  readonly ours: SourceSideSummary;
  readonly floor: SourceSideSummary;
  /** Absent: not measured at this latency. */
  readonly indexed?: SourceSideSummary;
  /** Absent: not measured, or nothing to compare. */
  readonly searchable?: SourceSideSummary;
  /** Absent: not measured, or there is none. */
  readonly script?: SourceSideSummary;
}

/** In the order in which they were measured. */
export function summarizeSources(samples: readonly SourceSample[]): SourceSummary[] {
  const places = Map.groupBy(samples, ({ source, latency }) => JSON.stringify([source, latency]));
  return [...places.values()].flatMap((place) =>
    scenarios.flatMap((scenario) => {
      const some = place.filter((one) => one.scenario === scenario);
      const [first] = some;
      if (!first) return [];
      const side = (name: SourceSide) => summarizeSide(some.filter((one) => one.side === name));
      const [ours, floor] = [side('ours'), side('floor')];
      if (!ours || !floor) return [];
      const [indexed, searchable, script] = [side('indexed'), side('searchable'), side('script')];
      const { source, latency } = first;
      const more = { ...(indexed && { indexed }), ...(searchable && { searchable }), ...(script && { script }) };
      return [{ source, latency, scenario, ours, floor, ...more }];
    }),
  );
}

function summarizeSide(samples: readonly SourceSample[]): SourceSideSummary | undefined {
  if (samples.length === 0) return undefined;
  return {
    wallMs: medianOf(samples.map(({ wallMs }) => wallMs)),
    cpuMs: medianOf(samples.map(({ cpuMs }) => cpuMs)),
    peakRssMb: Math.max(...samples.map(({ peakRssMb }) => peakRssMb)),
    requests: Math.max(...samples.map(({ work }) => work.requests)),
  };
}
