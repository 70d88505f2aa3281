import type { Clock } from '@acequia/core';
import type { Database } from '../sql/sql.ts';

/** How long a sync or a slice stays with a process that gives no sign of life, in milliseconds. */
export const leaseTime = 60_000;

/** One sync of one data source: what every statement of it needs. */
export interface SyncScope {
  readonly database: Database;
  readonly clock: Clock;
  readonly tenantId: number;
  readonly dataSourceId: number;
  readonly syncLogId: number;
  /** Fences this sync. */
  readonly syncToken: number;
  readonly owner: string;
}
