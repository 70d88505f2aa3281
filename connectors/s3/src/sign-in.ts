import type { Context } from '@acequia/core/contract';
import { givenKeys, type KeysProvider, type SigningKeys } from '@acequia/object-storage-kit';
import { assumeRole } from './assume-role.ts';
import { environmentKeys } from './environment-keys.ts';
import { createMachineKeys } from './machine-keys.ts';
import { RenewedKeys } from './renewed-keys.ts';
import type { Settings } from './settings.ts';

/** The keys that requests are signed with, as the settings say. Those of a role or machine are kept for the sync. */
export function signIn(context: Context<Settings>): KeysProvider {
  const { settings, clock } = context;
  const { signIn: way, roleArn } = settings;
  if (way === 'anonymous') return async () => undefined;
  const own = () =>
    way === 'keys' ? givenKeys(context) : way === 'environment' ? environmentKeys() : machineKeys(context);
  if (roleArn === undefined) return own;
  return async () => {
    const role = await context.share('role keys', async () => new RenewedKeys(clock));
    return role.get(async () => assumeRole(context, await own()));
  };
}

async function machineKeys(context: Context<Settings>): Promise<SigningKeys> {
  const machine = await context.share('machine keys', () => createMachineKeys(context.settings));
  return machine.get();
}
