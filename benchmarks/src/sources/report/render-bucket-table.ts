import { alignTable } from '../../report/align-table.ts';
import { scenarioNames } from '../../report/render-table.ts';
import type { BucketSample } from '../bucket/bucket-sample.ts';

const header = ['objects', 'contents', 'what', 'ms', 'CPU ms', 'objects/s', 'MB', 'requests'];

export function renderBucketTable(samples: readonly BucketSample[]): string {
  return alignTable(
    header,
    samples.map(({ objects, contents, scenario, wallMs, cpuMs, peakRssMb, work }) => [
      String(objects),
      contents ? '1 KiB each' : 'none, by the size limit',
      scenarioNames[scenario],
      String(Math.round(wallMs)),
      String(Math.round(cpuMs)),
      String(Math.round((objects / wallMs) * 1000)),
      String(Math.round(peakRssMb)),
      String(work.requests),
    ]),
  );
}

/** How many times the memory of the smaller bucket the larger one took at its peak; undefined: not measured. */
export function bucketGrowth(samples: readonly BucketSample[]): number | undefined {
  const listed = samples.filter(({ contents }) => !contents).sort((a, b) => a.objects - b.objects);
  const [smallest, largest] = [listed[0]?.objects, listed.at(-1)?.objects];
  const peak = (objects: number | undefined) =>
    Math.max(...listed.filter((one) => one.objects === objects).map(({ peakRssMb }) => peakRssMb));
  return smallest === largest ? undefined : peak(largest) / peak(smallest);
}
