import { type Scenario, scenarios } from '../measure/measurement.ts';
import { openSlowLine } from './line/open-slow-line.ts';
import type { SourceSide } from './measure/source-measurement.ts';
import { runSourceRound, type SourceRoundOptions } from './run-round.ts';
import type { MeasuredSource } from './source.ts';

/** What of a source is measured. */
export interface RunSourceOptions
  extends Pick<SourceRoundOptions, 'source' | 'install' | 'flags' | 'profile' | 'onSample' | 'onTool'> {
  readonly files: number;
  /** Milliseconds. Absent: everything at 0, then a first sync and one without changes at 20. */
  readonly latency?: number;
  readonly rounds: number;
}

const usualLatency = 20;
/** What goes the longest way, and what goes it for nothing. */
const waiting: readonly Scenario[] = ['first', 'unchanged'];

const usualSides: readonly SourceSide[] = ['ours', 'floor'];

function firstSides({ brief, script }: MeasuredSource): readonly SourceSide[] {
  return [
    ...usualSides,
    ...(brief ? [] : (['indexed', 'searchable'] as const)),
    ...(script ? (['script'] as const) : []),
  ];
}

/** Serves a source and measures it. */
export async function runSource(options: RunSourceOptions): Promise<void> {
  const { source, files, latency, rounds, ...rest } = options;
  const served = await source.serve(files);
  let pass = 0;
  const run = async (at: number, more: Pick<SourceRoundOptions, 'round' | 'scenarios' | 'sides' | 'tools'>) => {
    const line = at > 0 && served.port !== undefined ? await openSlowLine(served.port, at) : undefined;
    try {
      await runSourceRound({ ...rest, ...more, source, served, reach: served.reach(line?.port), latency: at, pass });
      pass += 1;
    } finally {
      await line?.close();
    }
  };
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const isFirst = round === 1;
      await run(latency ?? 0, {
        round,
        scenarios: source.brief ? waiting : scenarios,
        sides: isFirst ? firstSides(source) : usualSides,
        tools: isFirst && !latency,
      });
    }
    if (latency !== undefined || served.port === undefined || source.brief) return;
    await run(usualLatency, { round: 1, scenarios: waiting, sides: ['ours', 'floor', 'indexed'], tools: false });
  } finally {
    await served.close();
  }
}
