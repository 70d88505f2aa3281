import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../../measure/measurement.ts';
import { measureSource } from '../measure/measure-source.ts';
import { startChild } from '../start-child.ts';
import type { BucketSample } from './bucket-sample.ts';

export interface BucketBenchmarkOptions {
  /** Of the larger bucket; the smaller one has a tenth. */
  readonly objects: number;
  /** Nothing changed, and contents of the smaller one, too: they take as long again. */
  readonly thorough: boolean;
  readonly flags: readonly string[];
  readonly onSample: (sample: BucketSample) => void;
}

const program = new URL('./generated-bucket-process.ts', import.meta.url);

/** The same syncs of two buckets, one ten times as large: what the larger one needs more of is not bounded. */
export async function runBucketBenchmark(options: BucketBenchmarkOptions): Promise<void> {
  const small = Math.max(1, Math.floor(options.objects / 10));
  if (options.thorough) await measureBucket(options, small, true);
  await measureBucket(options, small, false);
  await measureBucket(options, options.objects, false);
}

async function measureBucket(options: BucketBenchmarkOptions, objects: number, contents: boolean): Promise<void> {
  const { thorough, flags, onSample } = options;
  const scenarios: readonly Scenario[] = thorough && !contents ? ['first', 'unchanged'] : ['first'];
  const folder = await mkdtemp(join(tmpdir(), 'acequia-bench-bucket-'));
  const server = await startChild(program, [String(objects)]);
  try {
    const reach = {
      settings: { bucket: 'large', endpoint: `http://127.0.0.1:${server.port}`, region: 'us-east-1' },
      credentials: { accessKeyId: 'benchmark', secretAccessKey: 'benchmark' },
    };
    const database = join(folder, 'ours.db');
    for (const scenario of scenarios) {
      const filters = contents ? {} : { maxSize: 1 };
      const cost = await measureSource({ side: 'ours', type: 's3', reach, database, filters }, flags);
      const { documents, bytes } = cost.work;
      const expected = contents ? objects * 1024 : 0;
      if (documents !== objects || bytes !== expected) {
        throw new Error(`The bucket of ${objects} became ${documents} documents with ${bytes} bytes`);
      }
      onSample({ ...cost, objects, contents, scenario });
    }
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
