import type { AnyConnector } from '../contract/connector.ts';
import type { Clock, Logger } from '../contract/context.ts';
import type { Pick } from '../contract/slice.ts';
import type { Extractor } from '../ports/extractor.ts';
import type { Progress } from '../ports/progress.ts';
import type { SyncStore } from '../ports/sync-store.ts';
import type { BatchLimits } from './committer.ts';
import type { ContentPoolOptions } from './content-pool.ts';
import type { Filters } from './filters.ts';
import type { OpenContext } from './read-slice-options.ts';

/** Which way a sync looks: from the cursor on, from the beginning, for what is gone, or for who may read. */
export type SyncKind = 'incremental' | 'full' | 'reconcile' | 'access';

/** How one sync runs. */
export interface SyncOptions {
  readonly connector: AnyConnector;
  readonly store: SyncStore;
  readonly extractor: Extractor;
  readonly clock: Clock;
  readonly log: Logger;
  readonly openContext: OpenContext;
  readonly kind: SyncKind;
  readonly picks: readonly Pick[];
  readonly filters: Filters;
  /** Digest of the settings that change contents. */
  readonly settingsRevision: string;
  /** Digest of all that a listing depends on: when it changes, slices are read from the beginning. */
  readonly basis: string;
  /** Forget versions: fetch every body again. */
  readonly refetch?: boolean;
  /** Each slice stops after so many documents and goes on next time. */
  readonly maxDocuments?: number;
  /** False: deletions are found but always wait for a person. Default true. */
  readonly applyDeletions?: boolean;
  /** Slices that are read side by side. Default 4. */
  readonly concurrency?: number;
  readonly batch?: Partial<BatchLimits>;
  readonly pool?: Partial<ContentPoolOptions>;
  /** Milliseconds between two signs of life. Default 15,000. */
  readonly heartbeat?: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}
