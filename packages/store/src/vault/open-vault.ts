import { AcequiaError, type Clock } from '@acequia/core';
import type { Database } from '../sql/sql.ts';
import { type EncryptionKey, makeKey } from './encryption-key.ts';
import { rotateSecrets } from './rotate-secrets.ts';
import { seal, unseal } from './seal.ts';

/** The secret fields of one data source. */
export interface StoredCredentials {
  readonly fields: Readonly<Record<string, string>>;
  /** When they stop working, in milliseconds since 1970. Absent: not known. */
  readonly expiresAt?: number;
}

/** Secrets of data sources, encrypted in the database with AES-256-GCM and bound to tenant, data source and field. */
export interface Vault {
  /**
   * Replaces all fields at once. Without fields nothing is left.
   *
   * @param expiresAt milliseconds since 1970
   * @throws AcequiaError `not_found` when the tenant has no such data source, `bad_config` for the name of a field
   */
  put(
    tenantId: number,
    dataSourceId: number,
    fields: Readonly<Record<string, string>>,
    expiresAt?: number,
  ): Promise<void>;
  /** Undefined when there are none. @throws AcequiaError `credentials_unreadable` */
  get(tenantId: number, dataSourceId: number): Promise<StoredCredentials | undefined>;
  /** Whether there are any; they are not decrypted. */
  has(tenantId: number, dataSourceId: number): Promise<boolean>;
  remove(tenantId: number, dataSourceId: number): Promise<void>;
  /**
   * Makes this key the current one and seals every stored secret with it, while the vault is in use. After a crash it
   * is called again with both keys known. The older keys stay readable in this vault until the process ends; other
   * processes must know the new key before. Without argument: to the key that is current already.
   *
   * @returns how many secrets were sealed again
   * @throws AcequiaError `credentials_unreadable` when a secret opens with none of the keys; the others are not undone
   */
  rotate(newKey?: EncryptionKey): Promise<number>;
}

/** What a vault works with. */
export interface VaultOptions {
  readonly database: Database;
  /** The first one seals, all of them open. */
  readonly keys: readonly EncryptionKey[];
  readonly clock?: Pick<Clock, 'now'>;
}

const longestField = 190;

function checkField(field: string): void {
  if (field.trim() !== field || field === '' || field.length > longestField || !field.isWellFormed()) {
    throw new AcequiaError('bad_config', `A credential cannot be named ${JSON.stringify(field.slice(0, 50))}`, {
      hint: `Names have 1 to ${longestField} characters and no space at either end.`,
    });
  }
}

/** @throws AcequiaError `encryption_key_missing` without keys, `encryption_key_invalid` */
export function openVault({ database, keys: given, clock = Date }: VaultOptions): Vault {
  const [first, ...older] = given.map(({ id, key }) => makeKey(key, id));
  if (!first) throw new AcequiaError('encryption_key_missing', 'A vault needs a key');
  let keys: readonly [EncryptionKey, ...EncryptionKey[]] = [first, ...older];
  return {
    async put(tenantId, dataSourceId, fields, expiresAt) {
      const entries = Object.entries(fields);
      for (const [field] of entries) checkField(field);
      const now = clock.now();
      const rows = entries.map(([field, secret]) => [
        dataSourceId,
        field,
        tenantId,
        seal(secret, { tenantId, dataSourceId, field }, keys[0]),
        expiresAt,
        now,
      ]);
      await database.transaction(async (sql) => {
        // The row's lock lets two writers of the same credentials follow each other, instead of mixing their fields.
        const known = await sql.run('UPDATE data_sources SET updated_at = updated_at WHERE id = ? AND tenant_id = ?', [
          dataSourceId,
          tenantId,
        ]);
        if (known !== 1) throw new AcequiaError('not_found', 'There is no such data source');
        await sql.run('DELETE FROM credentials WHERE data_source_id = ?', [dataSourceId]);
        const columns = ['data_source_id', 'field', 'tenant_id', 'value', 'expires_at', 'updated_at'];
        await sql.insert('credentials', columns, rows);
      });
    },
    async get(tenantId, dataSourceId) {
      const rows = await database.reader.arrays<[string, Uint8Array, number | null]>(
        'SELECT field, value, expires_at FROM credentials WHERE data_source_id = ? AND tenant_id = ? ORDER BY field',
        [dataSourceId, tenantId],
      );
      if (rows.length === 0) return undefined;
      const fields = rows.map(([field, value]) => [field, unseal(value, { tenantId, dataSourceId, field }, keys)]);
      const expiresAt = rows[0]?.[2] ?? undefined;
      return { fields: Object.fromEntries(fields), ...(expiresAt !== undefined && { expiresAt }) };
    },
    async has(tenantId, dataSourceId) {
      const rows = await database.reader.all(
        'SELECT 1 FROM credentials WHERE data_source_id = ? AND tenant_id = ? LIMIT 1',
        [dataSourceId, tenantId],
      );
      return rows.length > 0;
    },
    async remove(tenantId, dataSourceId) {
      await database.transaction((sql) =>
        sql.run('DELETE FROM credentials WHERE data_source_id = ? AND tenant_id = ?', [dataSourceId, tenantId]),
      );
    },
    async rotate(newKey = keys[0]) {
      const key = makeKey(newKey.key, newKey.id);
      const known = keys.find(({ id }) => id === key.id);
      if (known && Buffer.compare(known.key, key.key) !== 0) {
        throw new AcequiaError('encryption_key_invalid', 'The new key has the id of another one', {
          hint: 'Give it another id.',
        });
      }
      keys = [key, ...keys.filter(({ id }) => id !== key.id)];
      return rotateSecrets(database, keys);
    },
  };
}
