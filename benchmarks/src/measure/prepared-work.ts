import type { Measurement, Work } from './measurement.ts';

/** Work whose database is open already. */
export interface PreparedWork {
  readonly run: () => Promise<Work>;
  close(): Promise<void>;
}

export type PrepareWork = (measurement: Measurement) => Promise<PreparedWork>;
