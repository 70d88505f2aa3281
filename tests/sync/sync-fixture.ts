import { hash } from 'node:crypto';
import {
  type AnyConnector,
  type Clock,
  type Extractor,
  runSync,
  type SyncKind,
  type SyncOptions,
  type SyncOutcome,
} from '@acequia/core';
import { createExtractor } from '@acequia/extract';
import { beginSync, type Database, finishSync, newOwner, type OpenDatabase, openDatabase, sqlSyncStore } from '@acequia/store';
import { collectLogs } from '@acequia/testkit';

/** One data source in a database of its own, without anything of the engine around it. */
export interface SyncFixture {
  readonly database: Database;
  readonly dataSourceId: number;
  sync(kind?: SyncKind, options?: Partial<SyncOptions>): Promise<SyncOutcome>;
  /** Live documents that are placed, with the hash of their text. */
  stored(): Promise<Map<string, { title: string; parent?: string; container: boolean; bodyHash?: string; feeds: string[] }>>;
  close(): Promise<void>;
}

export interface SyncFixtureOptions {
  readonly url: string;
  readonly connector: AnyConnector;
  readonly clock: Clock;
  readonly wrap?: (database: Database) => Database;
  readonly extractor?: Extractor;
}

export async function openSyncFixture(options: SyncFixtureOptions): Promise<SyncFixture> {
  const { connector, clock } = options;
  const open: OpenDatabase = await openDatabase(options.url);
  const database = options.wrap?.(open.database) ?? open.database;
  const extractor = options.extractor ?? createExtractor({ workers: 1 });
  const owner = newOwner();
  const dataSourceId = await database.transaction(async (sql) => {
    const [known] = await sql.all<{ id: number }>('SELECT id FROM data_sources');
    if (known) return known.id;
    const [base] = await sql.insert('knowledge_bases', ['tenant_id', 'name', 'created_at', 'updated_at'], [[1, 'base', 0, 0]]);
    const [id] = await sql.insert(
      'data_sources',
      ['tenant_id', 'knowledge_base_id', 'name', 'type', 'config', 'sync_mode', 'status', 'conflict_strategy', 'sync_deletions', 'sync_log_retention_days', 'created_at', 'updated_at'],
      [[1, base, 'source', connector.type, '{}', 'incremental', 'active', 'overwrite', 1, 30, 0, 0]],
    );
    return id ?? 0;
  });
  return {
    database,
    dataSourceId,
    async sync(kind = 'incremental', more = {}) {
      const scope = await beginSync({ database, clock, tenantId: 1, dataSourceId, owner, kind, trigger: 'manual' });
      const log = collectLogs();
      const refuse = async () => {
        throw new Error('not offered in this test');
      };
      const outcome = await runSync({
        connector,
        store: sqlSyncStore(scope),
        extractor,
        clock,
        log,
        kind,
        picks: [],
        filters: {},
        settingsRevision: '',
        basis: 'basis',
        signal: new AbortController().signal,
        openContext: (own) => ({
          ...own,
          settings: {},
          credentials: async () => ({}),
          http: { request: refuse },
          resolve: refuse,
          openPath: refuse,
          share: (_key, make) => make(),
          log,
          clock,
        }),
        ...more,
      });
      await finishSync(scope, outcome);
      return outcome;
    },
    async stored() {
      const rows = await database.reader.all<{
        native_id: Uint8Array;
        title: string;
        parent: Uint8Array | null;
        container: number;
        markdown: string | null;
        slices: string;
      }>(
        `SELECT d.native_id, d.title, f.native_id AS parent, d.container, COALESCE(b.markdown, s.markdown) AS markdown,
           (SELECT GROUP_CONCAT(x.native_id) FROM placements p JOIN slices x ON x.id = p.slice_id WHERE p.document_id = d.id) AS slices
         FROM documents d
         LEFT JOIN documents f ON f.data_source_id = d.data_source_id AND f.id_key = d.parent_key
         LEFT JOIN bodies b ON b.document_id = d.id LEFT JOIN blobs s ON s.tenant_id = 1 AND s.blob_key = d.blob_key
         WHERE d.data_source_id = ? AND d.deleted_at IS NULL`,
        [dataSourceId],
      );
      return new Map(
        rows.map((row) => [
          Buffer.from(row.native_id).toString(),
          {
            title: row.title,
            ...(row.parent && { parent: Buffer.from(row.parent).toString() }),
            container: row.container === 1,
            ...(row.container === 0 && {
              bodyHash: row.markdown === null ? 'none' : hash('sha256', row.markdown),
            }),
            feeds: String(row.slices ?? '').split(',').sort(),
          },
        ]),
      );
    },
    async close() {
      await extractor.close();
      await open.close();
    },
  };
}

