import { measureWork } from '../../measure/measure-work.ts';
import type { PrepareSync } from './prepared-sync.ts';
import type { SourceMeasurement, SourceSide } from './source-measurement.ts';

const ours = async () => (await import('./sync-source.ts')).syncSource;
const plain = async () => (await import('../plain-client/sync-plain-client.ts')).syncPlainClient;

/** Loaded on demand: what one side needs is not in the other's memory. */
const programs: Readonly<Record<SourceSide, () => Promise<PrepareSync>>> = {
  ours,
  indexed: ours,
  floor: plain,
  searchable: plain,
  script: plain,
};

const measurement: SourceMeasurement = JSON.parse(process.argv[2] ?? '');
const prepare = await programs[measurement.side]();
const prepared = await prepare(measurement);
const cost = await measureWork(() => prepared.run());
await prepared.close();
process.stdout.write(JSON.stringify(cost));
