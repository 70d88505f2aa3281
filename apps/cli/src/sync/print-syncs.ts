import type { SyncLog } from '@acequia/engine';
import { formatCount, formatDuration, formatNumber, formatTime } from '../output/format.ts';
import { printable } from '../output/printable.ts';
import { quoteWord } from '../output/quote-word.ts';
import { paintStatus } from '../output/status-style.ts';
import type { Terminal } from '../output/terminal.ts';
import type { SyncResult } from './run-one-sync.ts';

const numbers = ['created', 'updated', 'deleted', 'unchanged', 'skipped', 'failed'] as const;

/** Prints what came of syncs as a table, and says about each what there is to know and to do. */
export function printSyncs(terminal: Terminal, results: readonly SyncResult[]): void {
  const logs = results.flatMap(({ log }) => (log ? [log] : []));
  if (logs.length > 0) {
    const shown = numbers.filter((name) => name === 'created' || logs.some((log) => countOf(log, name) > 0));
    terminal.printTable(
      [
        { title: 'DATA SOURCE', cut: 'end' },
        { title: 'STATUS', paint: (cell) => paintStatus(terminal.paint, cell) },
        ...shown.map((name) => ({ title: name.toUpperCase(), align: 'right' as const })),
        { title: 'TOOK', align: 'right' },
      ],
      logs.map((log) => [
        printable(log.dataSource),
        log.status,
        ...shown.map((name) => formatCount(countOf(log, name))),
        log.finishedAt === undefined ? '' : formatDuration(log.finishedAt - log.startedAt),
      ]),
    );
  }
  for (const result of results) sayAdvice(terminal, result);
}

/** Says what there is to know about a sync, and to do. */
export function sayAdvice(terminal: Terminal, { dataSource, log, failing, error }: SyncResult): void {
  const lines = log ? adviseOn(log, failing) : [];
  if (error) lines.push(error.error.message, ...(error.error.hint ? [`hint: ${error.error.hint}`] : []));
  for (const line of lines) terminal.say(`${terminal.tint('bold', printable(dataSource))}: ${printable(line)}`);
}

/** A moved or restored document is an updated one for most readers. */
function countOf({ counts }: SyncLog, name: (typeof numbers)[number]): number {
  return name === 'updated' ? counts.updated + counts.moved + counts.restored : counts[name];
}

function adviseOn(log: SyncLog, failing = 0): string[] {
  const { dataSource, counts, status, error, remedy, waitingUntil, slices } = log;
  const lines: string[] = [];
  const name = quoteWord(dataSource);
  if (error !== undefined) lines.push(error, ...(remedy === undefined ? [] : [`hint: ${remedy}`]));
  for (const slice of slices) {
    if (slice.error && slice.error.message !== error) lines.push(`${slice.title}: ${slice.error.message}`);
  }
  if (status === 'canceled') {
    lines.push(`stopped; what was read is kept. Go on with: acequia sync ${name}`);
  }
  if (waitingUntil !== undefined) lines.push(`the source asks to wait until ${formatTime(waitingUntil)}`);
  if (counts.failed > 0) lines.push(`what failed and why: acequia failures list ${name}`);
  else if (failing > 0) {
    lines.push(`${formatNumber(failing, 'document')} still cannot be read: acequia failures list ${name}`);
  }
  if (counts.withheld > 0) {
    lines.push(`${formatCount(counts.withheld)} deletions wait for you: acequia deletions review ${name}`);
  }
  return lines;
}
