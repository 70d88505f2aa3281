export type {
  Check,
  Counts,
  Document,
  ErrorKind,
  Filters,
  InstalledConnector,
  Json,
  Manifest,
  Progress,
  SyncKind,
} from '@acequia/core';
export { AcequiaError, SourceError } from '@acequia/core';
export { createEngine } from './create-engine.ts';
export type * from './engine.ts';
export type { IndexProgress } from './index-progress.ts';
export { findWorkspace } from './workspace/find-workspace.ts';
export { initWorkspace } from './workspace/init-workspace.ts';
