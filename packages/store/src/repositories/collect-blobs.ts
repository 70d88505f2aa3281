import { type Database, marks, type Sql } from '../sql/sql.ts';

const batchRows = 500;

/**
 * Deletes the shared texts of a tenant that no document refers to, tombstones included, at most 500 in a transaction.
 * Syncs may run: one that is about to refer to a text either keeps it or finds it gone.
 *
 * @returns how many went
 */
export async function collectBlobs(database: Database, tenantId: number, signal?: AbortSignal): Promise<number> {
  let collected = 0;
  for (let after: Uint8Array = Buffer.alloc(0); ; ) {
    signal?.throwIfAborted();
    const { last, removed } = await database.transaction((sql) => collectBatch(sql, database, tenantId, after));
    collected += removed;
    if (!last) return collected;
    after = last;
  }
}

async function collectBatch(sql: Sql, { dialect }: Database, tenantId: number, after: Uint8Array) {
  // The rows are locked by a statement of its own: a writer that held one of them has committed when the next
  // statement, with a view of the database that includes it, looks for references.
  const locked = dialect === 'sqlite' ? '' : ' FOR UPDATE';
  const rows = await sql.arrays<[Uint8Array]>(
    `SELECT blob_key FROM blobs WHERE tenant_id = ? AND blob_key > ? ORDER BY blob_key LIMIT ${batchRows}${locked}`,
    [tenantId, after],
  );
  const keys = rows.map(([key]) => key);
  if (keys.length === 0) return { last: undefined, removed: 0 };
  const referred = await sql.arrays<[Uint8Array]>(
    `SELECT DISTINCT d.blob_key FROM documents d JOIN data_sources s ON s.id = d.data_source_id WHERE s.tenant_id = ? AND d.blob_key IN (${marks(keys.length)})`,
    [tenantId, ...keys],
  );
  const kept = new Set(referred.map(([key]) => Buffer.from(key).toString('hex')));
  const unused = keys.filter((key) => !kept.has(Buffer.from(key).toString('hex')));
  await sql.runEach(
    'DELETE FROM blobs WHERE tenant_id = ? AND blob_key = ?',
    unused.map((key) => [tenantId, key]),
  );
  return { last: keys.at(-1), removed: unused.length };
}
