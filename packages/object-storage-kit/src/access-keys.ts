import { type AuthMethod, type Context, SourceError } from '@acequia/core/contract';
import type { SigningKeys } from './signature.ts';

/** Asks for an access key, for {@link givenKeys}. */
export const accessKeyMethod: AuthMethod = {
  type: 'service-account',
  title: 'Access key',
  fields: [
    { name: 'accessKeyId', title: 'Access key id', help: 'Of an account that may list the bucket and read objects.' },
    { name: 'secretAccessKey', title: 'Secret access key' },
    { name: 'sessionToken', title: 'Session token', help: 'Only for temporary keys; leave it empty otherwise.' },
  ],
};

/** The keys that a person entered. Throws `auth` when one is missing. */
export async function givenKeys<S>(context: Context<S>): Promise<SigningKeys> {
  return toKeys(await context.credentials(), 'Enter both, or choose another way to sign in.');
}

/** Keys of wherever they are written. Throws `auth` with the remedy when one is missing or empty. */
export function toKeys(written: Readonly<Record<string, string | undefined>>, remedy: string): SigningKeys {
  const { accessKeyId, secretAccessKey, sessionToken } = written;
  if (accessKeyId && secretAccessKey) {
    return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  }
  throw new SourceError('auth', `The ${accessKeyId ? 'secret access key' : 'access key id'} is missing`, { remedy });
}
