import { scenarioNames } from '../../report/render-table.ts';
import type { BucketSample } from '../bucket/bucket-sample.ts';
import { bucketGrowth } from './render-bucket-table.ts';
import type { SourceSideSummary, SourceSummary } from './summarize-sources.ts';

/** Wall times of ours to the floor's, and memory of a bucket to that of one with a tenth of the objects. */
export const goals = { first: 1.5, indexed: 2.5, unchanged: 1.2, memory: 1.3 };

/** Less is noise, in milliseconds. */
const tooLittle = 20;

/** Where we are over the goals. */
export function findLosses(summaries: readonly SourceSummary[], buckets: readonly BucketSample[]): string[] {
  const losses = summaries.flatMap((summary) => {
    const { scenario, ours, indexed, searchable, script, floor } = summary;
    const beside = (name: string, side: SourceSideSummary | undefined) =>
      side ? `; ${name} ${(side.wallMs / floor.wallMs).toFixed(2)} x` : '';
    const scripted = beside('the script', script);
    if (scenario === 'first') {
      return [
        ...compare(summary, ours, goals.first, '', scripted),
        ...compare(summary, indexed, goals.indexed, ', indexed', beside('a bare index alone', searchable)),
      ];
    }
    return scenario === 'unchanged' ? compare(summary, ours, goals.unchanged, '', scripted) : [];
  });
  const growth = bucketGrowth(buckets);
  if (growth !== undefined && growth > goals.memory) {
    losses.push(`- bucket: ten times the objects take ${growth.toFixed(2)} x the memory`);
  }
  const more = summaries
    .filter(({ ours, floor }) => ours.requests > floor.requests)
    .map(
      ({ source, latency, scenario, ours, floor }) =>
        `- ${source}, ${latency} ms, ${scenarioNames[scenario]}: ${ours.requests} requests; the floor ${floor.requests}`,
    );
  return [...losses, ...more];
}

function compare(
  { source, latency, scenario, floor }: SourceSummary,
  side: SourceSummary['indexed'],
  goal: number,
  what: string,
  more = '',
): string[] {
  const longer = side ? side.wallMs - floor.wallMs : 0;
  if (!side || longer < tooLittle || side.wallMs <= goal * floor.wallMs) return [];
  const ratio = (side.wallMs / floor.wallMs).toFixed(2);
  const processor = (side.cpuMs / floor.cpuMs).toFixed(2);
  return [
    `- ${source}, ${latency} ms, ${scenarioNames[scenario]}${what}: ${ratio} x, goal ${goal} x (${Math.round(longer)} ms more); processor ${processor} x${more}`,
  ];
}
