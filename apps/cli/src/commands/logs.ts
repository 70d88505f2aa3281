import type { SyncLog } from '@acequia/engine';
import type { Command } from 'commander';
import { describeCounts } from '../output/counts-line.ts';
import { formatDuration, formatTime } from '../output/format.ts';
import { printable } from '../output/printable.ts';
import { paintStatus } from '../output/status-style.ts';
import type { Terminal } from '../output/terminal.ts';
import { launch } from '../session/launch.ts';
import { parseCount } from '../session/parse-count.ts';
import { usageError } from '../session/usage-error.ts';

interface LogsOptions {
  readonly limit: number;
  readonly log?: number;
}

/** `acequia logs` */
export function addLogs(program: Command): void {
  program
    .command('logs')
    .description('show past syncs, newest first')
    .argument('[name]', 'only of this data source')
    .option('--limit <n>', 'how many', parseCount, 20)
    .option('--log <id>', 'one sync with its errors', parseCount)
    .action((name: string | undefined, options: LogsOptions, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        if (name !== undefined && options.log !== undefined) {
          throw usageError('Give a name or --log, not both.', 'A log belongs to one data source anyway.');
        }
        const engine = await openEngine();
        if (options.log !== undefined) {
          const log = await engine.syncLog(options.log);
          return json ? terminal.printJson(log) : printLog(terminal, log);
        }
        const logs = await engine.syncLogs(name, options.limit);
        if (json) return terminal.printJson({ logs });
        if (logs.length === 0) return terminal.say('Nothing was synced yet.');
        printLogs(terminal, logs);
      }),
    );
}

function printLogs(terminal: Terminal, logs: readonly SyncLog[]): void {
  terminal.printTable(
    [
      { title: 'LOG', align: 'right' },
      { title: 'DATA SOURCE', cut: 'end' },
      { title: 'STATUS', paint: (cell) => paintStatus(terminal.paint, cell) },
      { title: 'STARTED' },
      { title: 'TOOK', align: 'right' },
      { title: 'RESULT', cut: 'end' },
    ],
    logs.map((log) => [
      String(log.id),
      printable(log.dataSource),
      log.status,
      formatTime(log.startedAt).slice(0, 16),
      log.finishedAt === undefined ? '' : formatDuration(log.finishedAt - log.startedAt),
      describeResult(log),
    ]),
  );
}

/** The kind is told where it is not the usual one. */
function describeResult({ kind, status, error, counts }: SyncLog): string {
  const result = status === 'failed' ? printable(error ?? '') : describeCounts(counts);
  return kind === 'incremental' ? result : `${kind}: ${result}`;
}

function printLog(terminal: Terminal, log: SyncLog): void {
  printLogs(terminal, [log]);
  terminal.print('');
  if (log.status !== 'failed' || log.counts.total > 0) terminal.print(describeCounts(log.counts));
  if (log.error !== undefined) terminal.print(`${terminal.paint('red', 'error:')} ${printable(log.error)}`);
  if (log.remedy !== undefined) terminal.print(`${terminal.paint('cyan', 'hint:')} ${printable(log.remedy)}`);
  for (const { title, status, error, waitingUntil } of log.slices) {
    const until = waitingUntil === undefined ? '' : ` until ${formatTime(waitingUntil)}`;
    terminal.print(`${printable(title)}: ${status}${until}${error ? `, ${printable(error.message)}` : ''}`);
  }
}
