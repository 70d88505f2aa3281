import type { ColumnKind, ColumnSpec, TableSpec } from './table-spec.ts';

const column = (kind: ColumnKind) => ({ kind }) satisfies ColumnSpec;
const optional = (kind: ColumnKind) => ({ kind, optional: true }) satisfies ColumnSpec;
const zero = (kind: ColumnKind) => ({ kind, default: 0 }) satisfies ColumnSpec;

const id: ColumnKind = { is: 'id' };
const int: ColumnKind = { is: 'int' };
const big: ColumnKind = { is: 'big' };
const tiny: ColumnKind = { is: 'tiny' };
const text: ColumnKind = { is: 'text' };
const name: ColumnKind = { is: 'string', length: 190 };
const word: ColumnKind = { is: 'string', length: 32 };
const digest: ColumnKind = { is: 'string', length: 80 };
const key: ColumnKind = { is: 'bytes', length: 16, fixed: true };
const hash: ColumnKind = { is: 'bytes', length: 32, fixed: true };
const native: ColumnKind = { is: 'bytes', length: 4100 };

/** The tables of release 0.1. Times are milliseconds since 1970. */
export const initialTables: readonly TableSpec[] = [
  { name: 'tenants', columns: { id: column(id), name: column(name), created_at: column(big) }, unique: [['name']] },
  {
    name: 'knowledge_bases',
    columns: {
      id: column(id),
      tenant_id: column(int),
      name: column(name),
      created_at: column(big),
      updated_at: column(big),
    },
    unique: [['tenant_id', 'name']],
  },
  {
    name: 'data_sources',
    columns: {
      id: column(id),
      tenant_id: column(int),
      knowledge_base_id: column(int),
      name: column(name),
      type: column(name),
      /** Picks, settings and filters as JSON; secrets are in `credentials`. */
      config: column(text),
      sync_schedule: optional(text),
      sync_mode: column(word),
      status: column(word),
      conflict_strategy: column(word),
      sync_deletions: column(tiny),
      sync_log_retention_days: column(int),
      last_sync_at: optional(big),
      last_sync_result: optional(text),
      error: optional(text),
      /** Live documents without containers, kept by each commit. */
      total_documents: zero(int),
      /** The newest position of the change log. */
      seq: zero(big),
      /** The highest position of a deletion that was purged: a reader that is behind it has missed something. */
      purged_seq: zero(big),
      /** 1: it told who may read something. */
      access_rights: zero(tiny),
      /** 1: listings of its containers were noted, so writes must look whether they end one. */
      listings: zero(tiny),
      /** Which rows of `group_members` count; 0: groups were never read. */
      groups_generation: zero(int),
      /** Fences syncs: a commit with an older token is refused. */
      sync_token: zero(int),
      sync_owner: optional(name),
      sync_until: zero(big),
      sync_log_id: optional(int),
      created_at: column(big),
      updated_at: column(big),
    },
    unique: [['tenant_id', 'name']],
    indexes: [['knowledge_base_id']],
  },
  {
    name: 'credentials',
    columns: {
      data_source_id: column(int),
      field: column(name),
      tenant_id: column(int),
      /** Encrypted; the header names the key. */
      value: column({ is: 'blob' }),
      expires_at: optional(big),
      updated_at: column(big),
    },
    primary: ['data_source_id', 'field'],
  },
  {
    name: 'slices',
    columns: {
      id: column(id),
      data_source_id: column(int),
      /** feed, ids or relist. */
      kind: column(word),
      slice_key: column(key),
      native_id: column(native),
      /** relist: the container. */
      under_id: optional(native),
      /** Row of the slice's feed, whose documents all its readings place; absent: this one. */
      home_id: optional(int),
      title: optional(text),
      roots: column(text),
      version: optional(text),
      finished_version: optional(text),
      basis: column(digest),
      cursor_json: optional(text),
      claims: optional(text),
      voided: zero(tiny),
      parked: zero(tiny),
      pass: zero(int),
      /** 1: some of its documents are leaving; 2: and all that is below these, so that the sweep may look. */
      departing: zero(tiny),
      /** The last listing saw none of the documents that were there. */
      emptied: zero(tiny),
      waiting_until: optional(big),
      error: optional(text),
      lease_token: zero(int),
      lease_owner: optional(name),
      lease_until: zero(big),
      heartbeat: zero(int),
      read_at: optional(big),
    },
    unique: [['data_source_id', 'slice_key']],
  },
  {
    name: 'seen_marks',
    columns: { slice_id: column(int), chunk: column(int), bits: column({ is: 'bytes', length: 1024 }) },
    primary: ['slice_id', 'chunk'],
  },
  {
    name: 'documents',
    columns: {
      id: column({ is: 'id', wide: true }),
      data_source_id: column(int),
      id_key: column(key),
      /** What a look-up compares; near the front of the row because it is read the most. */
      fingerprint: optional(key),
      native_id: column(native),
      parent_key: optional(key),
      container: column(tiny),
      owned: column(tiny),
      /** Set: a tombstone, kept for a while so that it can come back without a download. */
      deleted_at: optional(big),
      /** 0 none, 1 ready, 2 pending, 3 failed, 4 skipped. */
      content: column(tiny),
      version: optional(text),
      revision: column(digest),
      title: column(text),
      url: optional(text),
      mime: optional({ is: 'string', length: 255 }),
      size: optional(big),
      source_created_at: optional(big),
      source_modified_at: optional(big),
      details: optional(text),
      /** Its own access as JSON, as the listing told it; absent: its parent's. */
      listed_access: optional(text),
      /** Told by an access sync since, which counts more; `null` as JSON: its parent's. */
      read_access: optional(text),
      ref: optional(text),
      content_hash: optional(hash),
      content_mime: optional({ is: 'string', length: 255 }),
      content_fields: optional(text),
      /** Set: the markdown is in `blobs`. */
      blob_key: optional(hash),
      /** Why there is no content, or what was lost in it. */
      note: optional(text),
      seq: column(big),
      created_at: column(big),
      updated_at: column(big),
    },
    unique: [
      ['data_source_id', 'id_key'],
      ['data_source_id', 'seq'],
    ],
    sparse: ['blob_key'],
  },
  { name: 'bodies', columns: { document_id: column(big), markdown: column(text) }, primary: ['document_id'] },
  {
    name: 'blobs',
    columns: {
      tenant_id: column(int),
      blob_key: column(hash),
      markdown: column(text),
      mime: column({ is: 'string', length: 255 }),
      fields: optional(text),
      warnings: optional(text),
    },
    primary: ['tenant_id', 'blob_key'],
  },
  {
    name: 'placements',
    columns: {
      slice_id: column(int),
      document_id: column(big),
      /** 0 present, 1 leaving, 2 withheld, 3 kept, 4 absent. */
      state: column(tiny),
      /** Its parent as this slice tells it: slices may disagree while a document moves. */
      parent_key: optional(key),
      /** A container's: the digest of its listing, until a document directly in it is written. */
      listing: optional(digest),
      /** How many documents that listing told. */
      listed: optional(int),
    },
    primary: ['slice_id', 'document_id'],
    clustered: true,
    indexes: [['document_id'], ['slice_id', 'parent_key', 'state']],
  },
  {
    name: 'group_members',
    columns: {
      data_source_id: column(int),
      generation: column(int),
      /** Of the member's type and id. */
      member_key: column(key),
      group_key: column(key),
      group_id: column(native),
    },
    primary: ['data_source_id', 'generation', 'member_key', 'group_key'],
    clustered: true,
  },
  {
    name: 'aliases',
    columns: { slice_id: column(int), alias: column({ is: 'bytes', length: 2048 }), document_id: column(big) },
    primary: ['slice_id', 'alias'],
    clustered: true,
    indexes: [['document_id']],
  },
  {
    name: 'retries',
    columns: {
      data_source_id: column(int),
      id_key: column(key),
      slice_id: column(int),
      document_id: optional(big),
      native_id: column(native),
      ref: optional(text),
      title: optional(text),
      /** 1: the listing could not read it; 0: its content is outstanding. */
      listing: column(tiny),
      version: optional(text),
      revision: column(digest),
      fingerprint: optional(key),
      /** Absent: pending, not failed. */
      kind: optional(word),
      message: optional(text),
      remedy: optional(text),
      attempts: column(int),
      next_at: column(big),
      first_at: column(big),
      last_at: column(big),
      pass: column(int),
      ignored: zero(tiny),
    },
    primary: ['data_source_id', 'id_key'],
    indexes: [['slice_id']],
  },
  {
    name: 'sync_logs',
    columns: {
      id: column(id),
      data_source_id: column(int),
      tenant_id: column(int),
      kind: column(word),
      trigger: column(word),
      status: column(word),
      attempts: column(text),
      started_at: column(big),
      finished_at: optional(big),
      heartbeat_at: column(big),
      items_total: zero(int),
      items_created: zero(int),
      items_updated: zero(int),
      items_moved: zero(int),
      items_restored: zero(int),
      items_deleted: zero(int),
      items_unchanged: zero(int),
      items_skipped: zero(int),
      items_failed: zero(int),
      items_withheld: zero(int),
      bytes: zero(big),
      requests: zero(big),
      /** Documents that were live when it started: what the deletion cap counts against. */
      live_at_start: zero(int),
      error: optional(text),
      result: optional(text),
    },
    indexes: [['data_source_id', 'id']],
  },
];
