import { AcequiaError } from '@acequia/core';
import { type Held, type HoldOptions, holdDataSource } from '../sync/hold-data-source.ts';
import { removeDocuments } from './remove-documents.ts';

/** Which tombstones may go. */
export interface PurgeTombstonesOptions extends Omit<HoldOptions, 'dataSourceId'> {
  /** Only documents that were deleted before, in milliseconds since 1970. */
  readonly before: number;
  /**
   * The place in the data source's change log that all followers have reached: a tombstone behind it stays. A follower
   * that misses a deletion would keep the document for ever.
   */
  readonly passed: (dataSourceId: number) => Promise<number>;
}

/** How long deleted documents can come back without a download: 30 days, in milliseconds. */
export const tombstoneRetention = 30 * 24 * 60 * 60 * 1000;

const batchRows = 500;

/**
 * Removes old tombstones of a tenant for good, at most 500 in a transaction. A data source that is being synced is
 * left for the next time: the sync may be about to bring one of them back.
 *
 * @returns how many went
 */
export async function purgeTombstones(options: PurgeTombstonesOptions): Promise<number> {
  const { database, tenantId, before, passed } = options;
  const sources = await database.reader.arrays<[number]>(
    'SELECT s.id FROM data_sources s WHERE s.tenant_id = ? AND EXISTS (SELECT 1 FROM documents d WHERE d.data_source_id = s.id AND d.deleted_at < ?)',
    [tenantId, before],
  );
  let purged = 0;
  for (const [dataSourceId] of sources) {
    const upTo = await passed(dataSourceId);
    try {
      purged += await holdDataSource({ ...options, dataSourceId }, (held) => purgeSource(held, before, upTo));
    } catch (error) {
      if (!AcequiaError.isInstance(error) || error.code !== 'sync_running') throw error;
    }
  }
  return purged;
}

async function purgeSource(held: Held, before: number, upTo: number): Promise<number> {
  const { dataSourceId } = held;
  for (let purged = 0; ; ) {
    const some = await held.transaction(async (sql) => {
      const rows = await sql.arrays<[number, Uint8Array, number]>(
        `SELECT id, id_key, seq FROM documents WHERE data_source_id = ? AND deleted_at < ? AND seq <= ? ORDER BY id LIMIT ${batchRows}`,
        [dataSourceId, before, upTo],
      );
      await removeDocuments(
        sql,
        dataSourceId,
        rows.map(([id, key]) => [id, key]),
      );
      const highest = Math.max(0, ...rows.map(([, , seq]) => seq));
      await sql.run('UPDATE data_sources SET purged_seq = ? WHERE id = ? AND purged_seq < ?', [
        highest,
        dataSourceId,
        highest,
      ]);
      return rows.length;
    });
    purged += some;
    if (some < batchRows) return purged;
  }
}
