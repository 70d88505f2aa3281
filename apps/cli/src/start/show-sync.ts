import type { SyncLog } from '@acequia/engine';
import { describeCounts } from '../output/counts-line.ts';
import { formatBytes, formatCount, formatDuration, formatNumber } from '../output/format.ts';
import { printable } from '../output/printable.ts';
import type { SyncResult } from '../sync/run-one-sync.ts';
import type { Narrator } from './narrator.ts';

/** Milliseconds that a sync took. */
export function durationOf(log: SyncLog): number {
  return (log.finishedAt ?? log.startedAt) - log.startedAt;
}

/** Says in two lines what one sync did, or why it did not. */
export function showSync(narrator: Narrator, { dataSource, log, error }: SyncResult): void {
  const { paint, line } = narrator;
  if (!log) {
    line(`${paint('red', '✗')} ${printable(dataSource)}: ${printable(error?.error.message ?? 'not begun')}`);
    if (error?.error.hint !== undefined) line(`  ${paint('cyan', printable(error.error.hint))}`);
    return;
  }
  const good = log.status === 'success' || log.status === 'partial';
  const mark = good ? paint('green', '✓') : paint('yellow', '!');
  const { total, bytes } = log.counts;
  const took = durationOf(log);
  const rate = took > 0 ? `, ${formatCount(Math.round((total * 1000) / took))} a second` : '';
  line(
    `${mark} ${formatNumber(total, 'item')} in ${formatDuration(took)}${rate}; ${formatBytes(bytes)} of content read`,
  );
  line(`  ${describeCounts(log.counts)}`);
  if (log.error !== undefined) line(`  ${paint('red', printable(log.error))}`);
  if (log.remedy !== undefined) line(`  ${paint('cyan', printable(log.remedy))}`);
}
