import { AcequiaError } from '@acequia/core';
import { generateKey } from './encryption-key.ts';
import { readKeyFile, replaceKeyFile } from './key-file.ts';
import type { Vault } from './open-vault.ts';

/**
 * Replaces the key of a key file by a new one and seals every secret with it. The new key is in the file before the
 * first secret needs it and the old one leaves after the last, so a crash loses nothing: the next call goes on with
 * the key that the first one made. Other processes on this workspace must not run.
 *
 * @returns how many secrets were sealed again
 * @throws AcequiaError `encryption_key_file`, `credentials_unreadable`
 */
export async function rotateKeyFile(vault: Vault, file: string): Promise<number> {
  const found = await readKeyFile(file);
  const [current, ...older] = found ?? [];
  if (!current) {
    throw new AcequiaError('encryption_key_file', `There is no key file ${file}`, {
      hint: 'With ACEQUIA_ENCRYPTION_KEY put the new key before the old one, restart, and rotate.',
    });
  }
  const next = older.length > 0 ? current : generateKey();
  if (older.length === 0) await replaceKeyFile(file, [next, current]);
  const rotated = await vault.rotate(next);
  await replaceKeyFile(file, [next]);
  return rotated;
}
