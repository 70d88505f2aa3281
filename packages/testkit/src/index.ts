export { throughChannel } from './channel/through-channel.ts';
export { createManualClock, type ManualClock } from './clock/manual-clock.ts';
export { type PagedSettings, pagedConnector } from './connector/paged-connector.ts';
export type { PagedCursor, ReadMode } from './connector/paged-cursor.ts';
export type { ReadLimits, ReadOptions } from './connector/read-options.ts';
export { ChangeLog } from './fake/change-log.ts';
export {
  basicAuth,
  type FakeAuth,
  type FakeSignIn,
  oauthTokenRoute,
  type SignedInOptions,
  signInAuth,
  tokenAuth,
} from './fake/fake-auth.ts';
export { type FakeControl, type FakeControlOptions, startFakeControl } from './fake/fake-control.ts';
export { type FakeFault, type FakeFaultCondition, FakeFaultPlan, type FakeFaults } from './fake/fake-faults.ts';
export { type FakeRate, FakeRateKeeper, type FakeRates, type FakeRefusal } from './fake/fake-rates.ts';
export {
  type FakeRequest,
  type FakeRequestKind,
  type FakeRequestLog,
  FakeRequestRecorder,
  type LoggedFakeRequest,
} from './fake/fake-request-log.ts';
export type { FakeAnswer, FakeRoute } from './fake/fake-route.ts';
export { createFakeServer, type FakeRequestHook, type FakeServer, type FakeServerOptions } from './fake/fake-server.ts';
export type {
  ExpectedDocument,
  FakeFeature,
  FakeMutations,
  FakeOptions,
  FakeSource,
  FakeWebhook,
  FakeWork,
  StartFake,
} from './fake/fake-source.ts';
export { createPageTokens, linkHeader, type PageTokens, pageByKey, pageByOffset } from './fake/paging.ts';
export { type CollectedLogs, collectLogs, type LogEntry } from './log/collect-logs.ts';
export { compareIds } from './model/compare-ids.ts';
export type { EventType, SourceEvent } from './model/event-log.ts';
export type { FolderTreeOptions } from './model/folder-tree.ts';
export type { Item } from './model/item.ts';
export type { ItemFault, ItemFaults } from './model/item-faults.ts';
export { type MutateOptions, type MutationKind, mutateRandomly } from './model/mutate-randomly.ts';
export { createRandom } from './model/seeded-random.ts';
export { SeededText } from './model/seeded-text.ts';
export { hashBody, type Snapshot, type SnapshotEntry } from './model/snapshot.ts';
export { SourceClock, type SourceClockOptions } from './model/source-clock.ts';
export { SourceModel } from './model/source-model.ts';
export type { CreateOptions, SourceModelOptions, TouchOptions } from './model/source-model-options.ts';
export type { Fault, FaultCondition, Faults } from './paged/fault.ts';
export { type PagedFakeOptions, startPagedFake } from './paged/paged-fake.ts';
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
export type { FinishedPass, MemoryDocument } from './store/memory-rows.ts';
export { createMemoryStore, type MemoryStore } from './store/memory-store.ts';
