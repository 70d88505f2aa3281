import type { SourceMeasurement, SourceWork } from './source-measurement.ts';

/** A sync whose database is open already. */
export interface PreparedSync {
  run(): Promise<SourceWork>;
  close(): Promise<void>;
}

export type PrepareSync = (measurement: SourceMeasurement) => Promise<PreparedSync>;
