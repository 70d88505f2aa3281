import { AcequiaError } from '@acequia/core';
import { rotateKeyFile } from '@acequia/store';
import type { Parts } from './parts.ts';

/**
 * Seals all secrets with a new key of the key file, or with the first key of `ACEQUIA_ENCRYPTION_KEY`. A sync that runs
 * meanwhile could store a secret with the old key, so there must be none.
 *
 * @throws AcequiaError `sync_running`, `encryption_key_file`, `credentials_unreadable`
 */
export async function rotateKey({ open, clock, environment, vault, files }: Parts): Promise<number> {
  const [running] = await open.database.reader.all<{ name: string }>(
    'SELECT name FROM data_sources WHERE sync_owner IS NOT NULL AND sync_until > ? LIMIT 1',
    [clock.now()],
  );
  if (running) {
    throw new AcequiaError('sync_running', `The data source "${running.name}" is being synced`, {
      hint: 'Wait for its end, and stop what syncs by itself (acequia sync --watch), then rotate.',
    });
  }
  const configured = environment.ACEQUIA_ENCRYPTION_KEY;
  return configured === undefined || configured.trim() === '' ? rotateKeyFile(vault, files.key) : vault.rotate();
}
