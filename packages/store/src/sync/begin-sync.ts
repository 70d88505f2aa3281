import { AcequiaError, type Clock, type SyncKind, type SyncOutcome } from '@acequia/core';
import type { Database, Sql } from '../sql/sql.ts';
import { mayLive } from './owner.ts';
import { leaseTime, type SyncScope } from './sync-scope.ts';

/** Why a sync runs. */
export type SyncTrigger = 'manual' | 'schedule' | 'webhook';

/** Another sync of the data source is running. */
export class SyncRunning extends AcequiaError {
  readonly syncLogId: number | undefined;

  constructor(syncLogId: number | undefined) {
    super('sync_running', 'This data source is being synced already', {
      hint: 'Wait for it, or cancel it. A process that died is noticed after a minute, on the same machine at once.',
    });
    this.syncLogId = syncLogId;
  }
}

/** What begins a sync. */
export interface BeginSyncOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly tenantId: number;
  readonly dataSourceId: number;
  readonly owner: string;
  readonly kind: SyncKind;
  readonly trigger: SyncTrigger;
}

/** What a data source says about who writes to it. */
export interface SyncHolder {
  readonly sync_owner: string | null;
  readonly sync_until: number;
  readonly sync_log_id: number | null;
}

/** Makes way for somebody else: the sync of a process that is gone is marked as failed. @throws SyncRunning when it lives */
export async function fenceOff(sql: Sql, holder: SyncHolder, now: number): Promise<void> {
  if (holder.sync_owner === null) return;
  if (holder.sync_until > now && mayLive(holder.sync_owner)) throw new SyncRunning(holder.sync_log_id ?? undefined);
  await sql.run("UPDATE sync_logs SET status = 'failed', finished_at = ?, error = ? WHERE id = ?", [
    now,
    'The process that ran this sync is gone. The next sync goes on from its last commit.',
    holder.sync_log_id,
  ]);
}

/**
 * Takes the data source for one sync and writes its log. A sync whose process is gone, or silent for a minute, is
 * fenced off and marked as failed.
 *
 * @throws SyncRunning
 */
export async function beginSync(options: BeginSyncOptions): Promise<SyncScope> {
  const { database, clock, tenantId, dataSourceId, owner, kind, trigger } = options;
  return database.transaction(async (sql) => {
    const [source] = await sql.all<SyncHolder & { sync_token: number; total_documents: number }>(
      'SELECT sync_token, sync_owner, sync_until, sync_log_id, total_documents FROM data_sources WHERE id = ? AND tenant_id = ?',
      [dataSourceId, tenantId],
    );
    if (!source) throw new AcequiaError('not_found', 'There is no such data source');
    const now = clock.now();
    await fenceOff(sql, source, now);
    const [syncLogId] = await sql.insert(
      'sync_logs',
      [
        'data_source_id',
        'tenant_id',
        'kind',
        '`trigger`',
        'status',
        'attempts',
        'started_at',
        'heartbeat_at',
        'live_at_start',
      ],
      [[dataSourceId, tenantId, kind, trigger, 'running', '[]', now, now, source.total_documents]],
    );
    const syncToken = source.sync_token + 1;
    const taken = await sql.run(
      'UPDATE data_sources SET sync_token = ?, sync_owner = ?, sync_until = ?, sync_log_id = ? WHERE id = ? AND sync_token = ?',
      [syncToken, owner, now + leaseTime, syncLogId, dataSourceId, source.sync_token],
    );
    if (taken !== 1) throw new SyncRunning(undefined);
    return { database, clock, tenantId, dataSourceId, syncLogId: syncLogId ?? 0, syncToken, owner };
  });
}

/** Writes the outcome and gives the data source back. Does nothing to either when another sync took over. */
export async function finishSync(scope: SyncScope, outcome: SyncOutcome): Promise<void> {
  const { database, clock, dataSourceId, syncToken, syncLogId } = scope;
  const now = clock.now();
  const error = outcome.error ? JSON.stringify(outcome.error) : null;
  const result = JSON.stringify({ counts: outcome.counts, slices: outcome.slices, waitingUntil: outcome.waitingUntil });
  const status = outcome.status === 'failed' ? (outcome.error?.kind === 'auth' ? 'needs_reauth' : 'error') : 'active';
  await database.transaction(async (sql) => {
    const ours = await sql.run(
      "UPDATE data_sources SET sync_owner = NULL, sync_until = 0, last_sync_at = ?, last_sync_result = ?, error = ?, status = CASE WHEN status = 'paused' THEN status ELSE ? END WHERE id = ? AND sync_token = ?",
      [now, result, error, status, dataSourceId, syncToken],
    );
    if (ours !== 1) return;
    const { requests, bytes, withheld } = outcome.counts;
    await sql.run(
      'UPDATE sync_logs SET status = ?, finished_at = ?, heartbeat_at = ?, error = ?, result = ?, requests = ?, bytes = ?, items_withheld = ? WHERE id = ?',
      [outcome.status, now, now, error, result, requests, bytes, withheld, syncLogId],
    );
  });
}
