import type { Scenario } from '../../measure/measurement.ts';
import { alignTable } from '../../report/align-table.ts';
import { scenarioNames } from '../../report/render-table.ts';
import type { ToolSample } from '../sample.ts';
import type { MeasuredSource } from '../source.ts';
import type { SourceSummary } from './summarize-sources.ts';

const scenarios: readonly Scenario[] = ['first', 'unchanged'];
const header = ['source', 'by', 'writes', ...scenarios.map((one) => `${scenarioNames[one]}: ms (CPU)`), 'MB'];

interface Cost {
  readonly wallMs: number;
  readonly cpuMs?: number;
  readonly peakRssMb?: number;
}

/** Scripts and tools beside ours and the floor, without latency. Empty: there were none. */
export function renderToolTable(
  tools: readonly ToolSample[],
  summaries: readonly SourceSummary[],
  sources: readonly MeasuredSource[],
): string {
  const rows = sources.flatMap(({ name: source, script }) => {
    const measured = summaries.filter((one) => one.source === source && one.latency === 0);
    const side = (name: 'ours' | 'indexed' | 'floor' | 'script') =>
      measured.map((one) => [one.scenario, one[name]] as const);
    const scripted = measured.some((one) => one.script) ? script : undefined;
    const ofSource = Map.groupBy(
      tools.filter((one) => one.source === source),
      ({ tool }) => tool,
    );
    if (!scripted && ofSource.size === 0) return [];
    return [
      renderRow(source, 'ours', 'text and change log in SQLite', side('ours')),
      ...(measured.some(({ indexed }) => indexed)
        ? [renderRow(source, 'ours, indexed', 'the same and a search index', side('indexed'))]
        : []),
      renderRow(source, 'floor', 'contents in SQLite', side('floor')),
      ...(scripted ? [renderRow(source, `script: ${scripted.libraries}`, scripted.writes, side('script'))] : []),
      ...[...ofSource].map(([tool, runs]) =>
        renderRow(
          source,
          tool,
          runs[0]?.writes ?? '',
          runs.map((one) => [one.scenario, one] as const),
        ),
      ),
    ];
  });
  return rows.length === 0 ? '' : alignTable(header, rows);
}

function renderRow(
  source: string,
  by: string,
  writes: string,
  costs: readonly (readonly [Scenario, Cost | undefined])[],
): string[] {
  const byScenario = new Map(costs);
  const memory = Math.max(...costs.map(([, cost]) => cost?.peakRssMb ?? 0));
  return [
    source,
    by,
    writes,
    ...scenarios.map((scenario) => renderCost(byScenario.get(scenario))),
    memory === 0 ? '-' : String(Math.round(memory)),
  ];
}

function renderCost(cost: Cost | undefined): string {
  if (!cost) return '-';
  const { wallMs, cpuMs } = cost;
  return `${Math.round(wallMs)} (${cpuMs === undefined ? '-' : Math.round(cpuMs)})`;
}
