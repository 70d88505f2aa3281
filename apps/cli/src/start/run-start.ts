import type { FailedDocument } from '@acequia/engine';
import { type ExitCode, exitCode, worstExitCode } from '../exit-code.ts';
import { formatCount, formatDuration, formatNumber } from '../output/format.ts';
import { printable } from '../output/printable.ts';
import { showIndexProgress } from '../output/sync-progress.ts';
import { truncateStart } from '../output/text-width.ts';
import type { Session } from '../session/session.ts';
import { runOneSync, type SyncResult } from '../sync/run-one-sync.ts';
import { createNarrator, type Narrator } from './narrator.ts';
import { type Prepared, prepareSources } from './prepare-sources.ts';
import { sampleName } from './proposed-source.ts';
import { showNextSteps } from './show-next-steps.ts';
import { type ShownSearch, showSearches } from './show-searches.ts';
import { showReasons, showTypes } from './show-stored.ts';
import { durationOf, showSync } from './show-sync.ts';
import { summarizeStored } from './summarize-stored.ts';

export interface StartOptions {
  readonly folder?: string;
  readonly exit?: boolean;
}

/** Shows all that Acequia does, on real documents: sync, index, search, and a second sync that reads nothing again. */
export async function runStart(session: Session, options: StartOptions): Promise<ExitCode> {
  const narrator = createNarrator(session);
  narrator.line(
    narrator.paint('bold', 'Acequia keeps knowledge bases true to the places where people keep documents.'),
  );
  const prepared = await prepareSources(session, options.folder);
  showPrepared(narrator, prepared);
  const { engine, dataSources } = prepared;
  const names = dataSources.map(({ name }) => name);

  if (names.includes(sampleName)) {
    narrator.line(
      narrator.paint('dim', '  The documents of this sample are the documentation inside installed packages.'),
    );
  }

  narrator.heading('Sync');
  const first = await syncEach(session, narrator, prepared);
  if (session.signal.aborted) return interrupted(session, first);
  const lag = await followIndex(session, prepared);
  if (session.signal.aborted) return interrupted(session, first);
  const summary = await summarizeStored(engine, names);
  showTypes(narrator, summary);
  const failures: FailedDocument[] = [];
  for (const name of names) failures.push(...(await engine.failures(name, 1000)));
  const skipped = summary.skipped.reduce((sum, [, documents]) => sum + documents, 0);
  const unwanted = first.reduce((sum, { log }) => sum + (log?.counts.skipped ?? 0), 0);
  showReasons(narrator, failures, summary, Math.max(0, unwanted - skipped));

  narrator.heading('Search index');
  narrator.line(
    `${narrator.paint('green', '✓')} Followed the sync and had everything ${formatDuration(lag)} after its end`,
  );

  const searches: ShownSearch[] = [];
  const [source] = dataSources;
  if (source) {
    narrator.heading('Search');
    const usual = source.name === sampleName;
    searches.push(...(await showSearches(narrator, engine, source.knowledgeBase.name, summary.titles, usual)));
  }

  narrator.heading('Sync again');
  const second = await syncEach(session, narrator, prepared);
  if (session.signal.aborted) return interrupted(session, [...first, ...second]);
  compare(narrator, first, second);
  showNextSteps(narrator, engine.workspace, searches[0]?.text ?? 'word', options.exit ?? false);

  if (session.json) {
    const logs = (results: readonly SyncResult[]) =>
      results.map(({ dataSource, log, error }) => log ?? { dataSource, ...error });
    session.terminal.printJson({
      workspace: engine.workspace,
      first: logs(first),
      second: logs(second),
      types: summary.types,
      failures: failures.length,
      indexLag: Math.round(lag),
      searches,
    });
  }
  // Documents that failed were shown with what to do; the start itself went well.
  const codes = [...first, ...second].map(({ code }) => code);
  const shown: readonly ExitCode[] = [exitCode.partial, exitCode.deletionsNeedReview];
  return worstExitCode(codes.filter((code) => !shown.includes(code)));
}

function showPrepared(narrator: Narrator, { engine, isNew, dataSources }: Prepared): void {
  const room = narrator.width - 15;
  narrator.done('Workspace', truncateStart(`${engine.workspace}${isNew ? ' (new)' : ''}`, room));
  for (const { name, type, knowledgeBase, settings } of dataSources) {
    narrator.done('Data source', printable(`${name} (${type}), for the knowledge base ${knowledgeBase.name}`));
    if (typeof settings.path === 'string') narrator.done('Documents', truncateStart(printable(settings.path), room));
  }
}

async function syncEach(
  session: Session,
  narrator: Narrator,
  { engine, dataSources }: Prepared,
): Promise<SyncResult[]> {
  const results: SyncResult[] = [];
  for (const { name } of dataSources) {
    if (session.signal.aborted) break;
    const result = await runOneSync(session, engine, name, { kind: 'incremental' });
    if (dataSources.length > 1) narrator.line(`  ${printable(name)}`);
    showSync(narrator, result);
    results.push(result);
  }
  return results;
}

/** Waits until the search index has what was synced. Answers how many milliseconds that took. */
async function followIndex({ terminal, signal }: Session, { engine }: Prepared): Promise<number> {
  const startedAt = performance.now();
  await engine.indexed({ signal, onProgress: showIndexProgress(terminal) }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  terminal.live.end();
  return performance.now() - startedAt;
}

function compare({ line, paint }: Narrator, first: readonly SyncResult[], second: readonly SyncResult[]): void {
  const sum = (results: readonly SyncResult[], value: (log: NonNullable<SyncResult['log']>) => number) =>
    results.reduce((total, { log }) => total + (log ? value(log) : 0), 0);
  const times = `${formatDuration(sum(first, durationOf))} before, ${formatDuration(sum(second, durationOf))} now`;
  const { bytes, changed } = {
    bytes: sum(second, ({ counts }) => counts.bytes),
    changed: sum(second, ({ counts }) => counts.created + counts.updated),
  };
  if (bytes === 0 && changed === 0)
    line(`  ${paint('green', 'Nothing was read again')}: 0 contents fetched (${times})`);
  else line(`  ${formatCount(changed)} changed meanwhile (${times})`);
}

function interrupted({ terminal, json }: Session, results: readonly SyncResult[]): ExitCode {
  if (json) terminal.printJson({ interrupted: true, first: results.map(({ log }) => log) });
  const kept = results.reduce((sum, { log }) => sum + (log?.counts.total ?? 0), 0);
  terminal.say(`Stopped. ${formatNumber(kept, 'item')} are kept; the same command goes on there.`);
  return exitCode.interrupted;
}
