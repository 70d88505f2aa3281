import { AcequiaError } from '@acequia/core';
import { marks, type Sql } from '../sql/sql.ts';
import { removeSomeGroups } from '../sync/group-rows.ts';
import { type Held, type HoldOptions, holdDataSource } from '../sync/hold-data-source.ts';
import { collectBlobs } from './collect-blobs.ts';
import { deletingStatus } from './data-source-record.ts';
import { removeDocuments } from './remove-documents.ts';

const batchRows = 1000;

/**
 * Deletes a data source with its documents, slices, syncs and credentials, in bounded transactions. It is gone for
 * everyone, its name is free and its credentials are destroyed with the first one; when the process dies after that,
 * {@link finishDeletions} does the rest.
 *
 * @throws SyncRunning
 * @throws AcequiaError `not_found`
 */
export async function deleteDataSource(options: HoldOptions): Promise<void> {
  const { dataSourceId } = options;
  await holdDataSource(options, async (held) => {
    await held.transaction(async (sql) => {
      // No other name begins with a space.
      await sql.run('UPDATE data_sources SET status = ?, name = ? WHERE id = ?', [
        deletingStatus,
        ` deleted ${dataSourceId}`,
        dataSourceId,
      ]);
      await sql.run('DELETE FROM credentials WHERE data_source_id = ?', [dataSourceId]);
    });
    while (await held.transaction((sql) => removeSome(sql, dataSourceId))) {
      // Each round takes the next thousand documents.
    }
    await removeGroups(held);
    await removeSlices(held);
    await removeByKey(held, 'retries', 'id_key');
    await removeByKey(held, 'sync_logs', 'id');
    await held.transaction((sql) => sql.run('DELETE FROM data_sources WHERE id = ?', [dataSourceId]));
  });
  await collectBlobs(options.database, options.tenantId);
}

/** Goes on with deletions whose process died. @returns how many data sources went */
export async function finishDeletions(options: Omit<HoldOptions, 'dataSourceId'>): Promise<number> {
  const rows = await options.database.reader.arrays<[number]>(
    `SELECT id FROM data_sources WHERE tenant_id = ? AND status = '${deletingStatus}'`,
    [options.tenantId],
  );
  let finished = 0;
  for (const [dataSourceId] of rows) {
    try {
      await deleteDataSource({ ...options, dataSourceId });
      finished += 1;
    } catch (error) {
      // Another process is at it.
      if (!AcequiaError.isInstance(error) || error.code !== 'sync_running') throw error;
    }
  }
  return finished;
}

async function removeSome(sql: Sql, dataSourceId: number): Promise<boolean> {
  const rows = await sql.arrays<[number, Uint8Array]>(
    `SELECT id, id_key FROM documents WHERE data_source_id = ? LIMIT ${batchRows}`,
    [dataSourceId],
  );
  await removeDocuments(sql, dataSourceId, rows);
  return rows.length === batchRows;
}

async function removeSlices(held: Held): Promise<void> {
  const marked =
    'SELECT m.slice_id, m.chunk FROM seen_marks m JOIN slices s ON s.id = m.slice_id WHERE s.data_source_id = ?';
  for (let left = true; left; ) {
    left = await held.transaction(async (sql) => {
      const rows = await sql.arrays<[number, number]>(`${marked} LIMIT ${batchRows}`, [held.dataSourceId]);
      await sql.runEach('DELETE FROM seen_marks WHERE slice_id = ? AND chunk = ?', rows);
      return rows.length === batchRows;
    });
  }
  await removeByKey(held, 'slices', 'id');
}

async function removeGroups(held: Held): Promise<void> {
  for (let left = true; left; ) {
    left = await held.transaction(async (sql) => {
      const [row] = await sql.all<{ generation: number }>(
        'SELECT generation FROM group_members WHERE data_source_id = ? LIMIT 1',
        [held.dataSourceId],
      );
      if (row) await removeSomeGroups(sql, held.dataSourceId, row.generation);
      return row !== undefined;
    });
  }
}

async function removeByKey(held: Held, table: string, key: string): Promise<void> {
  const { dataSourceId } = held;
  for (let left = true; left; ) {
    left = await held.transaction(async (sql) => {
      const rows = await sql.arrays<[number | Uint8Array]>(
        `SELECT ${key} FROM ${table} WHERE data_source_id = ? LIMIT ${batchRows}`,
        [dataSourceId],
      );
      if (rows.length === 0) return false;
      const keys = rows.map(([value]) => value);
      await sql.run(`DELETE FROM ${table} WHERE data_source_id = ? AND ${key} IN (${marks(keys.length)})`, [
        dataSourceId,
        ...keys,
      ]);
      return rows.length === batchRows;
    });
  }
}
