import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../measure/measurement.ts';
import { measureSource } from './measure/measure-source.ts';
import type { SourceSide, SourceWork } from './measure/source-measurement.ts';
import type { SourceSample, ToolSample } from './sample.ts';
import type { MeasuredSource, Reach, ServedSource } from './source.ts';
import { findTime, findTool } from './tools/find-tool.ts';
import { runTool } from './tools/run-tool.ts';
import type { ToolCommand } from './tools/tool.ts';

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
  /** `install`: those that are missing, too. */
  readonly tools: 'none' | 'found' | 'install';
  /** Flags of Node for ours. */
  readonly flags: readonly string[];
  /** Folder for processor profiles; absent: none. */
  readonly profile?: string;
  readonly onSample: (sample: SourceSample) => void;
  readonly onTool: (sample: ToolSample) => void;
}

interface ReadyTool extends ToolCommand {
  readonly tool: string;
  readonly writes: string;
  readonly folder: string;
}

export async function runSourceRound(options: SourceRoundOptions): Promise<void> {
  const { served, pass, scenarios } = options;
  const folder = await mkdtemp(join(tmpdir(), 'acequia-bench-'));
  try {
    const tools = await prepareTools(options, folder);
    for (const scenario of scenarios) {
      if (scenario === 'changed') await served.change(10 * pass + 7);
      if (scenario === 'deleted') await served.remove(10 * pass + 3);
      await measureSides(options, scenario, folder);
      await measureTools(options, scenario, tools);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureSides(options: SourceRoundOptions, scenario: Scenario, folder: string): Promise<void> {
  const { source, reach, latency, round, flags, onSample } = options;
  const sides = round % 2 === 1 ? options.sides : options.sides.toReversed();
  let before: { readonly side: SourceSide; readonly work: string } | undefined;
  for (const side of sides) {
    const database = join(folder, `${side}.db`);
    const cost = await measureSource({ side, type: source.type, reach, database }, [
      ...(side === 'floor' ? [] : flags),
      ...profileFlags(options, side, scenario),
    ]);
    onSample({ ...cost, source: source.name, side, latency, scenario, round });
    const work = describeWork(source, cost.work);
    if (before && before.work !== work) {
      throw new Error(`Not the same work: ${before.side} did ${before.work}, ${side} did ${work}`);
    }
    before = { side, work };
  }
}

function describeWork({ readsParts }: MeasuredSource, { documents, deleted, bytes }: SourceWork): string {
  return JSON.stringify({ documents, deleted, ...(!readsParts && { bytes }) });
}

function profileFlags({ source, profile, latency, round }: SourceRoundOptions, side: SourceSide, scenario: Scenario) {
  if (profile === undefined) return [];
  const name = `${source.name}-${latency}-${scenario}-${side}-${round}.cpuprofile`;
  return ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name}`];
}

async function prepareTools({ source, reach, tools }: SourceRoundOptions, folder: string): Promise<ReadyTool[]> {
  const ready: ReadyTool[] = [];
  if (tools === 'none') return ready;
  for (const tool of source.tools) {
    const program = findTool(tool, tools === 'install');
    if (program === undefined) continue;
    const place = join(folder, tool.program);
    await mkdir(join(place, 'files'), { recursive: true });
    const command = await tool.prepare(program, { folder: place, reach });
    ready.push({ ...command, tool: tool.program, writes: tool.writes, folder });
  }
  return ready;
}

async function measureTools(
  { source, tools, onTool }: SourceRoundOptions,
  scenario: Scenario,
  ready: readonly ReadyTool[],
): Promise<void> {
  const time = findTime(tools === 'install');
  for (const { tool, writes, folder, ...command } of ready) {
    onTool({ ...(await runTool(command, time, folder)), source: source.name, scenario, tool, writes });
  }
}
