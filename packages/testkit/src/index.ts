export { createManualClock, type ManualClock } from './clock/manual-clock.ts';
export { type PagedSettings, pagedConnector } from './connector/paged-connector.ts';
export type { PagedCursor, ReadMode } from './connector/paged-cursor.ts';
export type { ReadLimits, ReadOptions } from './connector/read-options.ts';
export { type CollectedLogs, collectLogs, type LogEntry } from './log/collect-logs.ts';
export { compareIds } from './model/compare-ids.ts';
export type { EventType, SourceEvent } from './model/event-log.ts';
export type { FolderTreeOptions } from './model/folder-tree.ts';
export type { Item } from './model/item.ts';
export type { ItemFault, ItemFaults } from './model/item-faults.ts';
export { type MutateOptions, type MutationKind, mutateRandomly } from './model/mutate-randomly.ts';
export { createRandom } from './model/seeded-random.ts';
export { hashBody, type Snapshot, type SnapshotEntry } from './model/snapshot.ts';
export { SourceModel } from './model/source-model.ts';
export type { CreateOptions, SourceModelOptions, TouchOptions } from './model/source-model-options.ts';
export type { Fault, FaultCondition, Faults } from './paged/fault.ts';
export type { LoggedRequest, PagedRequest, RequestKind } from './paged/paged-request.ts';
export { type PagedSource, type PagedSourceOptions, type RequestHook, startPagedSource } from './paged/paged-source.ts';
export type { LogFilter, RequestLog } from './paged/request-log.ts';
export { type SimulatedSettings, simulatedConnector } from './simulated/simulated-connector.ts';
export {
  createSimulatedSource,
  type SimulatedSource,
  type SimulatedSourceOptions,
  type StepHook,
} from './simulated/simulated-source.ts';
export { type StepFault, StepFaults } from './simulated/step-faults.ts';
