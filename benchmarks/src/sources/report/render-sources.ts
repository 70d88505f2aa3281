import { describeCommit, describeMachine, warnOfLoad } from '../../report/describe-machine.ts';
import type { SourcesBenchmarkOptions, SourcesResults } from '../run-sources-benchmark.ts';
import type { MeasuredSource } from '../source.ts';
import { findLosses, goals } from './find-losses.ts';
import { bucketGrowth, renderBucketTable } from './render-bucket-table.ts';
import { renderSourceTable } from './render-source-table.ts';
import { renderToolTable } from './render-tool-table.ts';
import { summarizeSources } from './summarize-sources.ts';

/** The tables for the terminal, and `sources.md` around them. */
export function renderSources(
  { files, rounds, flags }: SourcesBenchmarkOptions,
  { samples, tools, buckets, minutes }: SourcesResults,
  sources: readonly MeasuredSource[],
): { readonly tables: string; readonly page: string } {
  const summaries = summarizeSources(samples);
  const growth = bucketGrowth(buckets);
  const sections = [
    summaries.length > 0 ? renderSourceTable(summaries) : '',
    heading('Beside scripts and other tools', renderToolTable(tools, summaries, sources)),
    heading('A large bucket', buckets.length > 0 ? renderBucketTable(buckets) : ''),
    growth === undefined ? '' : `Ten times the objects take ${growth.toFixed(2)} x the memory.`,
    `## Where we are over the goal

Goals, in the floor's wall time: first sync ${goals.first} x, with the index ${goals.indexed} x, nothing changed ${goals.unchanged} x. Memory of a bucket with
ten times the objects: ${goals.memory} x. Requests: the floor's.

${findLosses(summaries, buckets).join('\n') || 'Nowhere.'}`,
  ];
  const tables = sections.filter((section) => section !== '').join('\n\n');
  const page = `# Sources

Written by \`pnpm bench sources\`; what is compared and how: [README.md](README.md).

${describeMachine()}
- Node ${process.versions.node}; commit ${describeCommit('packages', 'connectors')}; measured in ${minutes.toFixed(1)} minutes

${sources.map((source) => `- ${source.name}: ${source.describe(files)}`).join('\n')}

Milliseconds are medians; ${rounds} round${rounds === 1 ? '' : 's'} without latency, one with it; wall and CPU are ratios to the floor, MB the largest resident
set. ${flags.length > 0 ? `Ours ran with the flags ${flags.join(' ')}.` : 'No flags of Node.'}${warnOfLoad()}

${tables}
`;
  return { tables, page };
}

const heading = (title: string, table: string) => (table === '' ? '' : `## ${title}\n\n${table}`);
