import type { ErrorDescription } from '../contract/errors.ts';
import type { Counts } from '../ports/counts.ts';

/** What became of one slice. */
export interface SliceOutcome {
  readonly id: string;
  readonly title: string;
  /** `busy`: another process is reading it. `partial`: stopped at `maxDocuments`. */
  readonly status: 'success' | 'skipped' | 'partial' | 'busy' | 'waiting' | 'failed' | 'canceled';
  readonly error?: ErrorDescription;
  readonly waitingUntil?: number;
}

/** What became of a sync. */
export interface SyncOutcome {
  readonly status: 'success' | 'partial' | 'failed' | 'canceled' | 'waiting';
  readonly counts: Readonly<Counts>;
  /** The error that ended it, or the first slice's. */
  readonly error?: ErrorDescription;
  /** Only slices that did not end well. */
  readonly slices: readonly SliceOutcome[];
  readonly waitingUntil?: number;
}
