import { writeFile } from 'node:fs/promises';
import type { BucketSample } from './bucket/bucket-sample.ts';
import { runBucketBenchmark } from './bucket/run-bucket-benchmark.ts';
import { renderSources } from './report/render-sources.ts';
import { runSource } from './run-source.ts';
import type { SourceSample, ToolSample } from './sample.ts';
import { findSources } from './sources.ts';

export interface SourcesBenchmarkOptions {
  /** Small files, or mails, of each source. */
  readonly files: number;
  /** Objects of the large bucket. */
  readonly objects: number;
  /** Name of a source, type of a connector, or `bucket`; absent: all. */
  readonly only?: string;
  /** Milliseconds; absent: 0 and 20. */
  readonly latency?: number;
  readonly rounds: number;
  /** Install tools that are missing. */
  readonly tools: boolean;
  /** Write `sources.md`. */
  readonly save: boolean;
  /** Flags of Node for ours. */
  readonly flags: readonly string[];
  /** Folder for processor profiles; absent: none. */
  readonly profile?: string;
}

/** Everything that was measured. */
export interface SourcesResults {
  readonly samples: readonly SourceSample[];
  readonly tools: readonly ToolSample[];
  readonly buckets: readonly BucketSample[];
  /** That it all took. */
  readonly minutes: number;
}

const bucketName = 'bucket';

/** Measures each source beside a plain client and the tools of this machine, and a bucket of a million objects. */
export async function runSourcesBenchmark(options: SourcesBenchmarkOptions): Promise<void> {
  const { only, tools: install, latency } = options;
  const startedAt = performance.now();
  const samples: SourceSample[] = [];
  const tools: ToolSample[] = [];
  const sources = findSources(only);
  if (sources.length === 0 && only !== bucketName) throw new Error(`There is no source ${only}`);
  for (const source of sources) {
    await runSource({
      ...options,
      source,
      latency: source.type === 'folder' ? 0 : latency,
      install,
      onSample(sample) {
        samples.push(sample);
        const { side, scenario, latency: at, round, work } = sample;
        tell(`${source.name} ${at} ms ${round} ${scenario} ${side}`, sample, `, ${JSON.stringify(work)}`);
      },
      onTool(sample) {
        tools.push(sample);
        tell(`${source.name} ${sample.scenario} ${sample.tool}`, sample);
      },
    });
  }
  const buckets: BucketSample[] = [];
  if (only === undefined || only === bucketName) {
    await runBucketBenchmark({
      ...options,
      thorough: only === bucketName,
      onSample(sample) {
        buckets.push(sample);
        const { objects, contents, scenario } = sample;
        tell(`bucket of ${objects}${contents ? ' with contents' : ''} ${scenario}`, sample);
      },
    });
  }
  const results = { samples, tools, buckets, minutes: (performance.now() - startedAt) / 60_000 };
  const { tables, page } = renderSources(options, results, sources);
  process.stdout.write(`${tables}\n`);
  if (options.save) await writeFile(new URL('../../sources.md', import.meta.url), page);
}

interface Told {
  readonly wallMs: number;
  readonly cpuMs?: number;
  readonly peakRssMb?: number;
}

function tell(what: string, { wallMs, cpuMs, peakRssMb }: Told, more = ''): void {
  const numbers = [
    `${Math.round(wallMs)} ms`,
    ...(cpuMs === undefined ? [] : [`${Math.round(cpuMs)} ms of processor`]),
    ...(peakRssMb === undefined ? [] : [`${Math.round(peakRssMb)} MB`]),
  ];
  process.stderr.write(`${what}: ${numbers.join(', ')}${more}\n`);
}
