import type { Database } from '../sql/sql.ts';
import type { EncryptionKey } from './encryption-key.ts';
import { seal, sealedWith, unseal } from './seal.ts';

type Row = readonly [dataSourceId: number, field: string, tenantId: number, value: Uint8Array];

const batchRows = 100;

/**
 * Seals all stored secrets again with the first key, at most 100 in a transaction. What was done stays done when the
 * process dies; a secret that another process writes meanwhile is not overwritten.
 *
 * @returns how many were sealed again
 * @throws AcequiaError `credentials_unreadable` for the first one that none of the keys opens
 */
export async function rotateSecrets(
  database: Database,
  keys: readonly [EncryptionKey, ...EncryptionKey[]],
): Promise<number> {
  let rotated = 0;
  for (;;) {
    const some = await rotateOnce(database, keys);
    if (some === 0) return rotated;
    rotated += some;
  }
}

/** A walk over all rows. What another process wrote behind it with an older key is left for the next one. */
async function rotateOnce(database: Database, keys: readonly [EncryptionKey, ...EncryptionKey[]]): Promise<number> {
  const [current] = keys;
  let rotated = 0;
  for (let after: readonly [number, string] = [0, '']; ; ) {
    const { last, changed } = await database.transaction(async (sql) => {
      const rows = await sql.arrays<Row>(
        `SELECT data_source_id, field, tenant_id, value FROM credentials WHERE data_source_id > ? OR (data_source_id = ? AND field > ?) ORDER BY data_source_id, field LIMIT ${batchRows}`,
        [after[0], ...after],
      );
      let changed = 0;
      for (const [dataSourceId, field, tenantId, value] of rows) {
        if (sealedWith(value) === current.id) continue;
        const place = { tenantId, dataSourceId, field };
        changed += await sql.run(
          'UPDATE credentials SET value = ? WHERE data_source_id = ? AND field = ? AND value = ?',
          [seal(unseal(value, place, keys), place, current), dataSourceId, field, value],
        );
      }
      return { last: rows.at(-1), changed };
    });
    if (!last) return rotated;
    rotated += changed;
    after = [last[0], last[1]];
  }
}
