import { AcequiaError } from '@acequia/core';
import { type EncryptionKey, generateKey, parseKeys } from './encryption-key.ts';
import { createKeyFile, readKeyFile } from './key-file.ts';

/** Where the keys come from. */
export interface LoadKeysOptions {
  /** The key file. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The database is a server. Default: what `ACEQUIA_DATABASE_URL` of the environment says. */
  readonly serverDatabase?: boolean;
}

/**
 * The keys that credentials are encrypted with, the current one first: those of `ACEQUIA_ENCRYPTION_KEY`, else those of
 * the key file, which is made at the first start with mode 0600. In production with a server database no file is made,
 * because the next process would make another one.
 *
 * @throws AcequiaError `encryption_key_missing`, `encryption_key_invalid`, `encryption_key_file`
 */
export async function loadKeys(options: LoadKeysOptions): Promise<EncryptionKey[]> {
  const { file, environment } = options;
  const configured = environment.ACEQUIA_ENCRYPTION_KEY;
  if (configured !== undefined && configured.trim() !== '') return parseKeys(configured);
  const found = await readKeyFile(file);
  if (found) return found;
  const server = options.serverDatabase ?? /^(mysql|mariadb):/.test(environment.ACEQUIA_DATABASE_URL ?? '');
  if (environment.NODE_ENV === 'production' && server) {
    throw new AcequiaError('encryption_key_missing', 'No encryption key for credentials is configured', {
      hint: 'Set ACEQUIA_ENCRYPTION_KEY to the same 32 bytes (`openssl rand -base64 32`) in every process.',
    });
  }
  const keys = [generateKey()];
  if (await createKeyFile(file, keys)) return keys;
  const others = await readKeyFile(file);
  if (!others) throw new AcequiaError('encryption_key_file', `The key file ${file} appeared and went again`);
  return others;
}
