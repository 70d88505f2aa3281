import type { Failure } from '@acequia/core/contract';
import { toFailure } from './document.ts';
import type { BrokenEntry } from './listing.ts';
import { pathId } from './path-id.ts';
import type { Reading } from './reading.ts';

/**
 * The failure of something that a listing names without saying what it is. Where files are known by numbers and the store
 * has no folder of that path, it is not known which document was missed.
 */
export async function tellBroken(
  { context }: Reading,
  { path, error }: BrokenEntry,
  hasNumbers: boolean,
): Promise<Failure> {
  if (!hasNumbers || (await context.known([pathId(path)])).size > 0) return toFailure(path, error);
  context.log.warn('A file is listed without its number: this listing deletes nothing', { path, error: error.message });
  return { type: 'failure', error };
}
