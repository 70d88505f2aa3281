import type { Engine, SyncKind, SyncLog, SyncRequest } from '@acequia/engine';
import { type ExitCode, exitCodeOfError, exitCodeOfSync } from '../exit-code.ts';
import { describeFailure, type ErrorEnvelope } from '../output/print-error.ts';
import { showSyncProgress } from '../output/sync-progress.ts';
import type { Session } from '../session/session.ts';
import { createEventWriter } from './event-writer.ts';

export interface SyncOptions {
  readonly kind: SyncKind;
  readonly refetch?: boolean;
  readonly maxDocuments?: number;
  readonly dryRun?: boolean;
  readonly jsonl?: boolean;
  /** Default `manual`. */
  readonly trigger?: SyncRequest['trigger'];
}

/** How one data source's sync went: a log, or the error for which it did not even begin. */
export interface SyncResult {
  readonly dataSource: string;
  readonly code: ExitCode;
  readonly log?: SyncLog;
  /** Documents that cannot be read, of this sync and of those before. Absent: nobody asked. */
  readonly failing?: number;
  readonly error?: ErrorEnvelope;
}

/** Syncs one data source with live progress. An error is part of the answer: other data sources go on. */
export async function runOneSync(
  session: Session,
  engine: Engine,
  name: string,
  options: SyncOptions,
): Promise<SyncResult> {
  const { terminal, signal } = session;
  const { kind, trigger, refetch, maxDocuments, dryRun } = options;
  const events = options.jsonl ? createEventWriter(terminal, name) : undefined;
  const onProgress = events?.progress ?? showSyncProgress(terminal, name);
  try {
    const log = await engine.sync(name, { kind, trigger, refetch, maxDocuments, dryRun, signal, onProgress });
    const failing = dryRun ? undefined : (await engine.dataSource(name)).failingDocuments;
    events?.end(log, failing);
    return { dataSource: name, code: exitCodeOfSync(log), log, failing };
  } catch (error) {
    const envelope = describeFailure(error);
    events?.end(envelope);
    return { dataSource: name, code: exitCodeOfError(error), error: envelope };
  } finally {
    terminal.live.end();
  }
}
