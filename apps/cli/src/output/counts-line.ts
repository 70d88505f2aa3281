import type { SyncLog } from '@acequia/engine';
import { formatCount } from './format.ts';

const shown = [
  'created',
  'updated',
  'moved',
  'restored',
  'deleted',
  'unchanged',
  'skipped',
  'failed',
  'withheld',
] as const;

/** `12 created, 3 updated, 1,200 unchanged`: what is not zero. */
export function describeCounts(counts: SyncLog['counts']): string {
  const parts = shown.filter((name) => counts[name] > 0).map((name) => `${formatCount(counts[name])} ${name}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing found';
}
