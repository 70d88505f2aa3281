export { mayRead, type Reader } from './access/may-read.ts';
export * from './contract/index.ts';
export type {
  AccessWrite,
  Batch,
  ContentTarget,
  ContentUpdate,
  ContentWrite,
  DocumentRow,
  DocumentWrite,
  FailureWrite,
  ListedWrite,
  Placed,
} from './ports/batch.ts';
export type { Counts } from './ports/counts.ts';
export type { Extracted, ExtractedChild, Extractor, ExtractRequest } from './ports/extractor.ts';
export type { Progress } from './ports/progress.ts';
export {
  type AbsentDocument,
  type ContentState,
  type Departures,
  type Digest,
  type DueDocument,
  type Lease,
  type LookedUp,
  type PlacementState,
  type Reading,
  StaleLease,
  type StoredDocument,
  type SyncStore,
} from './ports/sync-store.ts';
export { type CatalogPlace, readCatalog } from './registry/catalog.ts';
export type { InstalledConnector } from './registry/installed-connector.ts';
export { loadConnector } from './registry/load-connector.ts';
export { addCounts, noCounts } from './runner/counts.ts';
export type { Filters } from './runner/filters.ts';
export type { OpenContext } from './runner/read-slice-options.ts';
export { never, nextRetry } from './runner/retry-schedule.ts';
export { runSync } from './runner/run-sync.ts';
export { deletionCap } from './runner/sweep.ts';
export type { SyncKind, SyncOptions } from './runner/sync-options.ts';
export type { SliceOutcome, SyncOutcome } from './runner/sync-outcome.ts';
