/** A knowledge base. */
export interface KnowledgeBaseRow {
  id: number;
  tenant_id: number;
  name: string;
  created_at: number;
  updated_at: number;
}

/** A data source, with JSON columns as text. */
export interface DataSourceRow {
  id: number;
  tenant_id: number;
  knowledge_base_id: number;
  name: string;
  type: string;
  config: string;
  sync_schedule: string | null;
  sync_mode: string;
  status: string;
  conflict_strategy: string;
  sync_deletions: number;
  sync_log_retention_days: number;
  last_sync_at: number | null;
  last_sync_result: string | null;
  error: string | null;
  total_documents: number;
  seq: number;
  purged_seq: number;
  access_rights: number;
  listings: number;
  groups_generation: number;
  sync_token: number;
  sync_owner: string | null;
  sync_until: number;
  sync_log_id: number | null;
  created_at: number;
  updated_at: number;
}

/** One sync, with JSON columns as text. */
export interface SyncLogRow {
  id: number;
  data_source_id: number;
  tenant_id: number;
  kind: string;
  trigger: string;
  status: string;
  attempts: string;
  started_at: number;
  finished_at: number | null;
  heartbeat_at: number;
  items_total: number;
  items_created: number;
  items_updated: number;
  items_moved: number;
  items_restored: number;
  items_deleted: number;
  items_unchanged: number;
  items_skipped: number;
  items_failed: number;
  items_withheld: number;
  bytes: number;
  requests: number;
  live_at_start: number;
  error: string | null;
  result: string | null;
}
