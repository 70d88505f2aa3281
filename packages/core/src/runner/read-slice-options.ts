import type { AnyConnector } from '../contract/connector.ts';
import type { Clock, Context } from '../contract/context.ts';
import type { Json } from '../contract/json.ts';
import type { Counts } from '../ports/counts.ts';
import type { Extractor } from '../ports/extractor.ts';
import type { Lease, SyncStore } from '../ports/sync-store.ts';
import type { BatchLimits } from './committer.ts';
import type { ContentPool } from './content-pool.ts';
import type { ErrorBudget } from './error-budget.ts';
import type { CompiledFilters } from './filters.ts';
import type { PlanOptions } from './plan-write.ts';
import type { SyncKind } from './sync-options.ts';

/** Makes a context around what is special to one reading. */
export type OpenContext = (own: Pick<Context<unknown>, 'known' | 'signal'>) => Context<unknown>;

/** What one reading of a slice works with. */
export interface ReadSliceOptions {
  /** Of the sync. */
  readonly kind: SyncKind;
  readonly connector: AnyConnector;
  /** Makes the context that the connector gets; `known` and `signal` are this reading's. */
  readonly openContext: OpenContext;
  /** Aborts when the sync is canceled. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly store: SyncStore;
  readonly lease: Lease;
  /** Parsed by the connector's schema; null: from the beginning. */
  readonly cursor: Json | null;
  readonly extractor: Extractor;
  readonly pool: ContentPool;
  readonly budget: ErrorBudget;
  readonly filters: CompiledFilters;
  readonly plan: PlanOptions;
  readonly limits: BatchLimits;
  /** Stop after so many documents, as if canceled. */
  readonly maxDocuments?: number;
  readonly onCommit: (counts: Readonly<Counts>) => void;
  readonly onCurrent: (title: string) => void;
  /** Each is called at the sync's heartbeat. What reads a slice adds its own, and takes it out at its end. */
  readonly beats: Set<() => void>;
}
