import { type Context, SourceError } from '@acequia/core/contract';
import type { KeysProvider, SigningKeys } from '@acequia/object-storage-kit';
import { assumeRole } from './assume-role.ts';
import { createMachineKeys } from './machine-keys.ts';
import { RenewedKeys } from './renewed-keys.ts';
import type { Settings } from './settings.ts';

/** The keys that requests are signed with, as the settings say. Those of a role or machine are kept for the sync. */
export function signIn(context: Context<Settings>): KeysProvider {
  const { settings, clock } = context;
  if (settings.signIn === 'anonymous') return async () => undefined;
  const own = settings.signIn === 'keys' ? () => pastedKeys(context) : () => machineKeys(context);
  if (settings.roleArn === undefined) return own;
  return async () => {
    const role = await context.share('role keys', async () => new RenewedKeys(clock));
    return role.get(async () => assumeRole(context, await own()));
  };
}

async function pastedKeys(context: Context<Settings>): Promise<SigningKeys> {
  const { accessKeyId, secretAccessKey, sessionToken } = await context.credentials();
  if (accessKeyId && secretAccessKey) {
    return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  }
  throw new SourceError('auth', `The ${accessKeyId ? 'secret access key' : 'access key id'} is missing`, {
    remedy: 'Enter both, or choose another way to sign in.',
  });
}

async function machineKeys(context: Context<Settings>): Promise<SigningKeys> {
  const machine = await context.share('machine keys', () => createMachineKeys(context.settings));
  return machine.get();
}
