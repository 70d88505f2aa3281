import type { Filters, Json } from '@acequia/core';
import type { DataSourceRow } from '../schema/rows.ts';

/** What of a data source can be set. Times are milliseconds since 1970. */
export interface DataSourceDraft {
  /** Unique in the tenant. */
  readonly name: string;
  readonly knowledgeBaseId: number;
  /** Type of the connector. */
  readonly type: string;
  readonly settings: { readonly [name: string]: Json };
  /** Ids of containers; empty: everything. */
  readonly picks: readonly string[];
  readonly filters: Filters;
  /** Cron expressions per kind. Absent: none. */
  readonly schedule?: Json;
  /** Default `incremental`. */
  readonly syncMode?: 'incremental' | 'full';
  /** Default `active`. */
  readonly status?: DataSourceStatus;
  /** Default `overwrite`. */
  readonly conflictStrategy?: 'overwrite' | 'skip';
  /** False: deletions wait for a person. Default true. */
  readonly syncDeletions?: boolean;
  /** Default 30. */
  readonly syncLogRetentionDays?: number;
}

export type DataSourceStatus = 'active' | 'paused' | 'error' | 'needs_reauth';

/** A configured connector, without its credentials. */
export interface DataSourceRecord extends Omit<Required<DataSourceDraft>, 'schedule'> {
  readonly id: number;
  readonly knowledgeBaseName: string;
  readonly schedule?: Json;
  readonly credentialsConfigured: boolean;
  /** Live documents, without containers. */
  readonly totalDocuments: number;
  readonly lastSyncAt?: number;
  /** What the last sync ended with, as JSON. */
  readonly lastSyncResult?: Json;
  /** The last sync's error as JSON. */
  readonly error?: Json;
  /** The newest position of the change log. */
  readonly seq: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A row with what is joined to it. */
export type JoinedDataSource = DataSourceRow & { readonly base_name: string; readonly secrets: number };

/** `deleting` is no status that anybody sees: such a data source is gone for everyone but who deletes it. */
export const deletingStatus = 'deleting';

interface Config {
  readonly settings?: { readonly [name: string]: Json };
  readonly picks?: readonly string[];
  readonly filters?: Filters;
}

const parse = (text: string | null): Json | undefined => (text === null ? undefined : JSON.parse(text));

/** The row as a record. */
export function recordOf(row: JoinedDataSource): DataSourceRecord {
  const { settings = {}, picks = [], filters = {} }: Config = JSON.parse(row.config);
  return {
    id: row.id,
    name: row.name,
    knowledgeBaseId: row.knowledge_base_id,
    knowledgeBaseName: row.base_name,
    type: row.type,
    settings,
    picks,
    filters,
    schedule: parse(row.sync_schedule),
    syncMode: row.sync_mode as DataSourceRecord['syncMode'],
    status: row.status as DataSourceStatus,
    conflictStrategy: row.conflict_strategy as DataSourceRecord['conflictStrategy'],
    syncDeletions: row.sync_deletions === 1,
    syncLogRetentionDays: row.sync_log_retention_days,
    credentialsConfigured: row.secrets === 1,
    totalDocuments: row.total_documents,
    lastSyncAt: row.last_sync_at ?? undefined,
    lastSyncResult: parse(row.last_sync_result),
    error: parse(row.error),
    seq: row.seq,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The columns that hold a draft. */
export function columnsOf(draft: DataSourceDraft): Partial<DataSourceRow> {
  const { settings, picks, filters, schedule } = draft;
  return {
    name: draft.name,
    knowledge_base_id: draft.knowledgeBaseId,
    type: draft.type,
    config: JSON.stringify({ settings, picks, filters }),
    sync_schedule: schedule === undefined ? null : JSON.stringify(schedule),
    sync_mode: draft.syncMode ?? 'incremental',
    status: draft.status ?? 'active',
    conflict_strategy: draft.conflictStrategy ?? 'overwrite',
    sync_deletions: (draft.syncDeletions ?? true) ? 1 : 0,
    sync_log_retention_days: draft.syncLogRetentionDays ?? 30,
  };
}
