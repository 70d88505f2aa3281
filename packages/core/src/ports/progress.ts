import type { Counts } from './counts.ts';

/** What a sync is doing, as often as something changes; listeners thin out for themselves. */
export interface Progress {
  readonly phase: 'starting' | 'reading' | 'sweeping' | 'done';
  readonly counts: Readonly<Counts>;
  /** Title of the document or slice at hand. */
  readonly current?: string;
  /** Contents that are still being fetched. */
  readonly outstanding: number;
  /** Set while a rate limit is waited out. */
  readonly waitingUntil?: number;
}
