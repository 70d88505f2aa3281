export type {
  AuthMethod,
  Check,
  Counts,
  CredentialField,
  Document,
  ErrorKind,
  Filters,
  InstalledConnector,
  Json,
  Manifest,
  Progress,
  SyncKind,
} from '@acequia/core';
export { AcequiaError, credentialFields, SourceError } from '@acequia/core';
export { hostConnectors } from './catalog/host-connectors.ts';
export { createEngine } from './create-engine.ts';
export { checkMachine } from './doctor/check-machine.ts';
export type * from './documents.ts';
export type * from './engine.ts';
export type { IndexProgress } from './index-progress.ts';
export { Agenda, type PlannedResult, type PlannedSync } from './schedule/agenda.ts';
export { cronFault } from './schedule/cron-fault.ts';
export { nextRuns } from './schedule/next-runs.ts';
export type { Schedule } from './schedule/schedule.ts';
export type * from './search.ts';
export { findWorkspace } from './workspace/find-workspace.ts';
export { initWorkspace } from './workspace/init-workspace.ts';
