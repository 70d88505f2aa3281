import type { Engine } from '@acequia/engine';
import { type Command, Option } from 'commander';
import { type ExitCode, exitCode, worstExitCode } from '../exit-code.ts';
import { formatNumber } from '../output/format.ts';
import { showIndexProgress } from '../output/sync-progress.ts';
import { launch } from '../session/launch.ts';
import { parseCount } from '../session/parse-count.ts';
import type { Session } from '../session/session.ts';
import { usageError } from '../session/usage-error.ts';
import { printSyncs } from '../sync/print-syncs.ts';
import { runOneSync, type SyncOptions, type SyncResult } from '../sync/run-one-sync.ts';
import { watchSources } from '../sync/watch-sources.ts';

/** `acequia sync [NAME...]` */
export function addSync(program: Command): void {
  program
    .command('sync')
    .description('bring the knowledge bases up to date with their sources')
    .argument('[names...]', 'data sources; none: all that are not paused')
    .addOption(
      new Option(
        '--kind <kind>',
        'full: from the beginning; reconcile: find what was deleted; access: find who may read',
      )
        .choices(['incremental', 'full', 'reconcile', 'access'])
        .default('incremental'),
    )
    .option('--dry-run', 'only say what would be done: nothing is downloaded or written')
    .option('--refetch', 'read every content again, changed or not')
    .option('--max-documents <n>', 'stop after so many documents of each slice; the next sync goes on', parseCount)
    .option('--watch', 'go on with the schedules of acequia.yaml; every 15 minutes where there is none')
    .option('--jsonl', 'events on standard output, one JSON object a line')
    .addHelpText(
      'after',
      `
The first Ctrl-C stops at a checkpoint: what was read is kept, and the next sync goes on there.

Examples:
  acequia sync
  acequia sync team-share --kind full
  acequia sync --dry-run
  acequia sync --watch
  acequia sync --jsonl | jq -c 'select(.event == "end")'`,
    )
    .action((names: string[], options: SyncOptions & { readonly watch?: boolean }, command: Command) =>
      launch(command, (session) => (options.watch ? watch(session, names, options) : syncAll(session, names, options))),
    );
}

async function watch(session: Session, names: readonly string[], options: SyncOptions): Promise<ExitCode> {
  if (options.dryRun) throw usageError('--watch and --dry-run exclude each other.', 'Leave one of them out.');
  if (session.json) throw usageError('A watch has no end that one JSON document could wait for.', 'Use --jsonl.');
  const engine = await session.openEngine();
  await Promise.all(names.map((name) => engine.dataSource(name)));
  return watchSources({ session, engine, names, options });
}

async function syncAll(session: Session, names: readonly string[], options: SyncOptions): Promise<ExitCode> {
  const { terminal, signal } = session;
  const engine = await session.openEngine();
  // An unknown name is noticed before anything runs.
  const wanted = await chooseSources(engine, names);
  if (wanted.length === 0) terminal.say('There is no data source to sync. Set one up: acequia init');
  const results: SyncResult[] = [];
  for (const name of wanted) {
    if (signal.aborted) break;
    results.push(await runOneSync(session, engine, name, options));
  }
  let lag = true;
  if (!options.dryRun && !signal.aborted && results.some(({ log }) => log !== undefined)) {
    await engine.indexed({ signal, onProgress: showIndexProgress(terminal) }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    lag = signal.aborted;
  }
  terminal.live.end();
  if (session.json)
    terminal.printJson({
      syncs: results.map(({ log, failing, error, dataSource }) =>
        log ? { ...log, failingDocuments: failing } : { dataSource, ...error },
      ),
      indexed: !lag,
    });
  else if (!options.jsonl) printSyncs(terminal, results);
  if (options.dryRun) terminal.say('Dry run: nothing was downloaded or written.');
  const missed = wanted.length - results.length;
  if (missed > 0) terminal.say(`${formatNumber(missed, 'data source')} not begun.`);
  return signal.aborted ? exitCode.interrupted : worstExitCode(results.map(({ code }) => code));
}

async function chooseSources(engine: Engine, names: readonly string[]): Promise<string[]> {
  if (names.length > 0) {
    const found = await Promise.all(names.map((name) => engine.dataSource(name)));
    return [...new Set(found.map(({ name }) => name))];
  }
  return (await engine.dataSources()).filter(({ status }) => status !== 'paused').map(({ name }) => name);
}
