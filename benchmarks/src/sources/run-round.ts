import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../measure/measurement.ts';
import { measureSource } from './measure/measure-source.ts';
import type { SourceSide, SourceWork } from './measure/source-measurement.ts';
import type { SourceSample, ToolSample } from './sample.ts';
import type { MeasuredSource, Reach, ServedSource } from './source.ts';
import { prepareTools, type ReadyTool } from './tools/prepare-tools.ts';
import { runTool } from './tools/run-tool.ts';

/** One pass over scenarios, each measured on all sides in turn. */
export interface SourceRoundOptions {
  readonly source: MeasuredSource;
  readonly served: ServedSource;
  readonly reach: Reach;
  readonly latency: number;
  /** From 1. */
  readonly round: number;
  /** Of all passes over this served source, from 0: each changes and removes other documents. */
  readonly pass: number;
  readonly scenarios: readonly Scenario[];
  readonly sides: readonly SourceSide[];
  /** Whether the tools take part. */
  readonly tools: boolean;
  /** Tools that are missing, too. */
  readonly install: boolean;
  /** Flags of Node for ours. */
  readonly flags: readonly string[];
  /** Folder for processor profiles; absent: none. */
  readonly profile?: string;
  readonly onSample: (sample: SourceSample) => void;
  readonly onTool: (sample: ToolSample) => void;
}

/** What tools are known for; some take as long for a hundredth as for all. */
const toolScenarios: readonly Scenario[] = ['first', 'unchanged'];

export async function runSourceRound(options: SourceRoundOptions): Promise<void> {
  const { source, served, pass, scenarios } = options;
  const folder = await mkdtemp(join(tmpdir(), 'acequia-bench-'));
  try {
    const tools = options.tools ? await prepareTools(source.tools, { ...options, folder }) : [];
    for (const scenario of scenarios) {
      if (scenario === 'changed') await served.change(10 * pass + 7);
      if (scenario === 'deleted') await served.remove(10 * pass + 3);
      const documents = await measureSides(options, scenario, folder);
      if (!toolScenarios.includes(scenario)) continue;
      for (const tool of tools) await measureTool(options, scenario, tool, documents);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A bare index takes what is new only, and of a script nobody asks more than of a tool. */
function isFor(side: SourceSide, scenario: Scenario): boolean {
  if (side === 'searchable') return scenario === 'first';
  return side !== 'script' || toolScenarios.includes(scenario);
}

/** Answers how many documents there are. */
async function measureSides(options: SourceRoundOptions, scenario: Scenario, folder: string): Promise<number> {
  const { source, reach, latency, round, flags, onSample } = options;
  const wanted = options.sides.filter((side) => isFor(side, scenario));
  const sides = round % 2 === 1 ? wanted : wanted.toReversed();
  let before: { readonly side: SourceSide; readonly work: string } | undefined;
  let documents = 0;
  for (const side of sides) {
    const database = join(folder, `${side}.db`);
    const cost = await measureSource({ side, type: source.type, reach, database }, [
      ...(side === 'ours' || side === 'indexed' ? flags : []),
      ...profileFlags(options, side, scenario),
    ]);
    onSample({ ...cost, source: source.name, side, latency, scenario, round });
    const work = describeWork(source, cost.work);
    if (before && before.work !== work) {
      throw new Error(`Not the same work: ${before.side} did ${before.work}, ${side} did ${work}`);
    }
    before = { side, work };
    documents = cost.work.documents;
  }
  return documents;
}

function describeWork({ readsParts }: MeasuredSource, { documents, deleted, bytes }: SourceWork): string {
  return JSON.stringify({ documents, deleted, ...(!readsParts && { bytes }) });
}

function profileFlags({ source, profile, latency, round }: SourceRoundOptions, side: SourceSide, scenario: Scenario) {
  if (profile === undefined) return [];
  const name = `${source.name}-${latency}-${scenario}-${side}-${round}.cpuprofile`;
  return ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name}`];
}

async function measureTool(
  { source, install, onTool }: SourceRoundOptions,
  scenario: Scenario,
  ready: ReadyTool,
  documents: number,
): Promise<void> {
  const { program, writes = 'the files' } = ready.tool;
  const cost = await runTool(ready, { documents, install });
  onTool({ ...cost, source: source.name, scenario, tool: program, writes });
}
