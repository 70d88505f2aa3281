import { type Check, type Context, describeError } from '@acequia/core/contract';
import { openClient } from './client.ts';
import type { Settings } from './settings.ts';

/** Checks `token` (is it accepted), `team` (is it there for this token), `notebooks` (is there anything to read). */
export async function validate(context: Context<Settings>): Promise<Check[]> {
  const { team } = context.settings;
  try {
    const { items } = await openClient(context).notebooks();
    const checks: Check[] = [
      { name: 'token', ok: true, message: 'The token is accepted' },
      { name: 'team', ok: true, message: `The team "${team}" can be read` },
    ];
    if (items.length > 0)
      return [...checks, { name: 'notebooks', ok: true, message: `Sees ${items.length} notebooks` }];
    const message = 'Sees no notebook';
    return [
      ...checks,
      { name: 'notebooks', ok: false, message, remedy: 'Share a notebook with the owner of the token.' },
    ];
  } catch (error) {
    const { kind, message, remedy } = describeError(error);
    if (kind === 'not-found' || kind === 'forbidden') {
      const remedy = 'Check the name of the team, and that the owner of the token is a member.';
      return [{ name: 'team', ok: false, message: `No team "${team}" for this token`, remedy }];
    }
    return [{ name: 'token', ok: false, message, remedy: remedy ?? 'Make a new access token.' }];
  }
}
