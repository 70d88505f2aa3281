import { measureWork } from './measure-work.ts';
import type { Measurement, Phase, Side } from './measurement.ts';
import type { PrepareWork } from './prepared-work.ts';

/** Loaded on demand: what one side needs is not in the other's memory. */
const programs: Readonly<Record<Side, Readonly<Record<Phase, () => Promise<PrepareWork>>>>> = {
  ours: {
    sync: async () => (await import('../ours/sync-ours.ts')).syncOurs,
    index: async () => (await import('../ours/index-ours.ts')).indexOurs,
  },
  floor: {
    sync: async () => (await import('../floor/sync-floor.ts')).syncFloor,
    index: async () => (await import('../floor/index-floor.ts')).indexFloor,
  },
};

const measurement: Measurement = JSON.parse(process.argv[2] ?? '');
const prepare = await programs[measurement.side][measurement.phase]();
const prepared = await prepare(measurement);
const cost = await measureWork(prepared.run);
await prepared.close();
process.stdout.write(JSON.stringify(cost));
