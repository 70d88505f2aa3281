import { describeError } from '../contract/errors.ts';
import { StaleLease } from '../ports/sync-store.ts';
import { abortable } from './abortable.ts';
import type { SyncOptions } from './sync-options.ts';
import type { SliceOutcome } from './sync-outcome.ts';

/**
 * Reads the groups of the source where this sync is to: when it is full or for access, or the first one.
 *
 * @returns what went wrong, when the rest of the sync may go on; the groups that were there count further
 * @throws when it may not: canceled, refused by the source, or fenced off
 */
export async function readGroups(options: SyncOptions, signal: AbortSignal): Promise<SliceOutcome | undefined> {
  const { connector, kind, store, openContext, log, clock } = options;
  if (!connector.groups || !(kind === 'full' || kind === 'access' || !(await store.hasGroups()))) return undefined;
  const context = openContext({ signal, known: async () => new Map() });
  try {
    await store.replaceGroups(abortable(connector.groups(context), signal));
    return undefined;
  } catch (thrown) {
    const error = describeError(thrown);
    if (signal.aborted || error.kind === 'auth' || StaleLease.isInstance(thrown)) throw thrown;
    log.error(`Reading the groups failed: ${error.message}`, { kind: error.kind });
    const named = { id: '', title: 'groups', error };
    if (error.kind !== 'rate-limited') return { ...named, status: 'failed' };
    return { ...named, status: 'waiting', waitingUntil: error.until ?? clock.now() };
  }
}
