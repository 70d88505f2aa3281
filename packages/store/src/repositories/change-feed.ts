import type { ChangeFeed, DocumentChange } from '@acequia/knowledge';
import type { Database } from '../sql/sql.ts';
import { ChangeLog, type ChangeRow, readChanges } from './change-log.ts';
import { deletingStatus } from './data-source-record.ts';

/** What a follower of a tenant's change logs needs. */
export interface ChangeFeedOptions {
  readonly database: Pick<Database, 'reader'>;
  readonly tenantId: number;
  /** Resolves when there may be something new, and when the signal aborts. */
  readonly changed: (signal: AbortSignal) => Promise<void>;
}

function changeOf(row: ChangeRow): DocumentChange {
  const place = { documentId: row.id, dataSourceId: row.data_source_id, seq: row.seq };
  if (row.deleted_at !== null) return { ...place, deleted: true };
  return { ...place, title: row.title, markdown: row.markdown ?? '' };
}

/** The change logs of a tenant, to be followed by a search index or another sink. */
export function changeFeed({ database, tenantId, changed }: ChangeFeedOptions): ChangeFeed {
  const log = new ChangeLog(database, tenantId);
  return {
    async dataSources() {
      const rows = await database.reader.arrays<[number]>(
        `SELECT id FROM data_sources WHERE tenant_id = ? AND status <> '${deletingStatus}' ORDER BY id`,
        [tenantId],
      );
      return rows.map(([id]) => id);
    },
    async next(dataSourceId, afterSeq, limit) {
      const rows = await readChanges(database, tenantId, dataSourceId, afterSeq, limit);
      return rows.map(changeOf);
    },
    latest: (dataSourceId) => log.latestSeq(dataSourceId),
    purged: (dataSourceId) => log.purgedSeq(dataSourceId),
    changed,
  };
}
