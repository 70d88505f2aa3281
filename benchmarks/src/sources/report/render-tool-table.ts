import type { Scenario } from '../../measure/measurement.ts';
import { alignTable } from '../../report/align-table.ts';
import { scenarioNames } from '../../report/render-table.ts';
import type { ToolSample } from '../sample.ts';
import type { SourceSummary } from './summarize-sources.ts';

const scenarios: readonly Scenario[] = ['first', 'unchanged'];
const header = ['source', 'by', 'writes', ...scenarios.map((one) => `${scenarioNames[one]}: ms (CPU)`), 'MB'];

interface Cost {
  readonly wallMs: number;
  readonly cpuMs?: number;
  readonly peakRssMb?: number;
}

/** The tools beside ours and the floor, without latency. Empty: there were none. */
export function renderToolTable(tools: readonly ToolSample[], summaries: readonly SourceSummary[]): string {
  if (tools.length === 0) return '';
  const sources = new Set(tools.map(({ source }) => source));
  const rows = [...sources].flatMap((source) => {
    const measured = summaries.filter((one) => one.source === source && one.latency === 0);
    const side = (name: 'ours' | 'indexed' | 'floor') => measured.map((one) => [one.scenario, one[name]] as const);
    const ofSource = Map.groupBy(
      tools.filter((one) => one.source === source),
      ({ tool }) => tool,
    );
    return [
      renderRow(source, 'ours', 'text and change log in SQLite', side('ours')),
      ...(measured.some(({ indexed }) => indexed)
        ? [renderRow(source, 'ours, indexed', 'the same and a search index', side('indexed'))]
        : []),
      renderRow(source, 'floor', 'contents in SQLite', side('floor')),
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
  return alignTable(header, rows);
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
