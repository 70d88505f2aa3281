import type { Counts, Json, SliceOutcome, SyncKind, SyncOutcome } from '@acequia/core';
import type { SyncLogRow } from '../schema/rows.ts';
import type { SyncTrigger } from '../sync/begin-sync.ts';

/** One sync. Times are milliseconds since 1970. */
export interface SyncLogRecord {
  readonly id: number;
  readonly dataSourceId: number;
  readonly dataSourceName: string;
  readonly kind: SyncKind;
  readonly trigger: SyncTrigger;
  readonly status: 'running' | SyncOutcome['status'];
  readonly startedAt: number;
  /** Absent: it runs, or its process is gone and nobody has noticed. */
  readonly finishedAt?: number;
  readonly heartbeatAt: number;
  /** So far, while it runs. */
  readonly counts: Counts;
  /** What ended it, or its first slice's error. */
  readonly error?: { readonly message: string; readonly kind?: string; readonly remedy?: string };
  /** Slices that did not end well. */
  readonly slices: readonly SliceOutcome[];
  readonly waitingUntil?: number;
}

/** A row with the name that is joined to it. */
export type JoinedSyncLog = SyncLogRow & { readonly source_name: string };

/** An error is stored as its description, or as a sentence where no source had to do with it. */
function errorOf(text: string | null): SyncLogRecord['error'] {
  if (text === null) return undefined;
  if (!text.startsWith('{')) return { message: text };
  const { message = text, kind, remedy }: Partial<Record<string, string>> = JSON.parse(text);
  return { message, kind, remedy };
}

/** The row as a record. */
export function recordOf(row: JoinedSyncLog): SyncLogRecord {
  const result: { slices?: readonly SliceOutcome[]; waitingUntil?: number } & { readonly counts?: Json } =
    row.result === null ? {} : JSON.parse(row.result);
  return {
    id: row.id,
    dataSourceId: row.data_source_id,
    dataSourceName: row.source_name,
    kind: row.kind as SyncKind,
    trigger: row.trigger as SyncTrigger,
    status: row.status as SyncLogRecord['status'],
    startedAt: row.started_at,
    finishedAt: row.finished_at ?? undefined,
    heartbeatAt: row.heartbeat_at,
    counts: {
      total: row.items_total,
      created: row.items_created,
      updated: row.items_updated,
      moved: row.items_moved,
      restored: row.items_restored,
      deleted: row.items_deleted,
      unchanged: row.items_unchanged,
      skipped: row.items_skipped,
      failed: row.items_failed,
      withheld: row.items_withheld,
      bytes: row.bytes,
      requests: row.requests,
    },
    error: errorOf(row.error),
    slices: result.slices ?? [],
    waitingUntil: result.waitingUntil,
  };
}
