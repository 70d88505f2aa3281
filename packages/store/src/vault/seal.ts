import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AcequiaError } from '@acequia/core';
import type { EncryptionKey } from './encryption-key.ts';

/** Whose secret it is. Ciphertext that is moved to another place does not open there. */
export interface SecretPlace {
  readonly tenantId: number;
  readonly dataSourceId: number;
  readonly field: string;
}

const formatVersion = 1;
const nonceBytes = 12;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';

/** Format version, length of the key id, key id. */
function headerOf(keyId: string): Buffer {
  const id = Buffer.from(keyId);
  return Buffer.concat([Buffer.from([formatVersion, id.length]), id]);
}

/** What the ciphertext is bound to, its own header included. */
function boundTo(header: Uint8Array, { tenantId, dataSourceId, field }: SecretPlace): Buffer {
  return Buffer.concat([header, Buffer.from(JSON.stringify([tenantId, dataSourceId, field]))]);
}

function unreadable({ field, dataSourceId }: SecretPlace, reason: string): AcequiaError {
  return new AcequiaError(
    'credentials_unreadable',
    `The stored credential ${JSON.stringify(field)} of data source ${dataSourceId} cannot be decrypted: ${reason}`,
    {
      hint: 'Give back the key that it was encrypted with (ACEQUIA_ENCRYPTION_KEY or the key file), or enter the credentials again.',
    },
  );
}

/** Header, nonce, ciphertext, tag. */
export function seal(secret: string, place: SecretPlace, { id, key }: EncryptionKey): Buffer {
  const header = headerOf(id);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(header, place));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([header, nonce, text, cipher.getAuthTag()]);
}

/** The id of the key that sealed this, or undefined when it is no sealed secret. */
export function sealedWith(sealed: Uint8Array): string | undefined {
  const [version, length = 0] = sealed;
  if (version !== formatVersion || sealed.length < 2 + length + nonceBytes + tagBytes) return undefined;
  return Buffer.from(sealed.subarray(2, 2 + length)).toString();
}

/** The secret of {@link seal}. @throws AcequiaError `credentials_unreadable` */
export function unseal(sealed: Uint8Array, place: SecretPlace, keys: readonly EncryptionKey[]): string {
  const keyId = sealedWith(sealed);
  if (keyId === undefined) throw unreadable(place, 'it is cut off or no ciphertext of this version');
  const used = keys.find(({ id }) => id === keyId);
  if (!used) throw unreadable(place, `its key ${JSON.stringify(keyId)} is not configured`);
  const header = sealed.subarray(0, headerOf(keyId).length);
  const nonce = sealed.subarray(header.length, header.length + nonceBytes);
  const decipher = createDecipheriv(algorithm, used.key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(boundTo(header, place));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const text = decipher.update(sealed.subarray(header.length + nonceBytes, -tagBytes));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    throw unreadable(place, 'the key is another one of the same name, or the ciphertext was changed or moved');
  }
}
