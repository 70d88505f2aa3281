export { mayRead, type Reader } from './access/may-read.ts';
export * from './contract/index.ts';
export type { Counts } from './ports/counts.ts';
export type { Extracted, ExtractedChild, Extractor, ExtractRequest } from './ports/extractor.ts';
export type { Progress } from './ports/progress.ts';
export {
  type AbsentDocument,
  type AccessWrite,
  type Batch,
  type ContentState,
  type ContentTarget,
  type ContentUpdate,
  type ContentWrite,
  type Departures,
  type Digest,
  type DocumentRow,
  type DocumentWrite,
  type DueDocument,
  type FailureWrite,
  type Lease,
  type LookedUp,
  type Placed,
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
export type { OpenContext } from './runner/read-slice.ts';
export { never, nextRetry } from './runner/retry-schedule.ts';
export { runSync, type SliceOutcome, type SyncKind, type SyncOptions, type SyncOutcome } from './runner/run-sync.ts';
export { deletionCap } from './runner/sweep.ts';
