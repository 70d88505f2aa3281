import type { IndexProgress, SyncRequest } from '@acequia/engine';
import { formatBytes, formatCount, formatNumber, formatTime } from './format.ts';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';
import { truncate } from './text-width.ts';

type Progress = Parameters<NonNullable<SyncRequest['onProgress']>>[0];

const phases: Readonly<Record<Progress['phase'], string>> = {
  starting: 'starting',
  reading: 'reading',
  sweeping: 'looking for what is gone',
  done: 'finishing',
};
/** Milliseconds: over a shorter time a rate says nothing. */
const rateAfter = 500;

/** Draws what a sync is doing; call the answer with each progress. */
export function showSyncProgress(terminal: Terminal, name: string): (progress: Progress) => void {
  const startedAt = performance.now();
  return (progress) => terminal.live.update(() => drawSync(terminal, name, progress, performance.now() - startedAt));
}

function drawSync(terminal: Terminal, name: string, progress: Progress, elapsed: number): string[] {
  const { counts, phase, current, outstanding, waitingUntil } = progress;
  const parts = [formatNumber(counts.total, 'item'), formatBytes(counts.bytes)];
  if (elapsed > rateAfter) parts.push(`${formatCount(Math.round((counts.total * 1000) / elapsed))}/s`);
  if (counts.failed > 0) parts.push(`${formatCount(counts.failed)} failed`);
  if (outstanding > 0) parts.push(`${formatCount(outstanding)} being fetched`);
  const room = terminal.talkWidth - 1;
  const what = waitingUntil === undefined ? phases[phase] : `waiting until ${formatTime(waitingUntil)} (rate limit)`;
  const first = truncate(`  ${name}: ${parts.join(', ')}`, room);
  const second = truncate(`  ${what}${current === undefined ? '' : ` ${printable(current)}`}`, room);
  return [first, terminal.tint('dim', second)];
}

/** Draws how far the search index is behind. */
export function showIndexProgress(terminal: Terminal): (progress: IndexProgress) => void {
  return ({ indexed, lag }) =>
    terminal.live.update(() => [
      truncate(`  search index: ${formatCount(indexed)} indexed, ${formatCount(lag)} to go`, terminal.talkWidth - 1),
    ]);
}
