import { setTimeout as wait } from 'node:timers/promises';
import { AcequiaError, Agenda, type DataSource, type Engine, type PlannedSync } from '@acequia/engine';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { describeCounts } from '../output/counts-line.ts';
import { formatDuration, formatTime } from '../output/format.ts';
import { printable } from '../output/printable.ts';
import { paintStatus } from '../output/status-style.ts';
import { showIndexProgress } from '../output/sync-progress.ts';
import type { Session } from '../session/session.ts';
import { createEventWriter } from './event-writer.ts';
import { sayAdvice } from './print-syncs.ts';
import { runOneSync, type SyncOptions, type SyncResult } from './run-one-sync.ts';

/** How a watch knows the time and waits. */
export interface WatchClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds, or when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export interface WatchOptions {
  readonly session: Session;
  readonly engine: Engine;
  /** Data sources; none: all. Those that are paused or gone wait until they are back. */
  readonly names: readonly string[];
  /** For the first sync of each data source; what follows is of the kind that its schedule says. */
  readonly options: SyncOptions;
  readonly clock?: WatchClock;
}

/** Milliseconds after which data sources are looked up again: somebody may have changed, paused or added one. */
const longestSleep = 20_000;

interface Watched {
  readonly source: DataSource;
  readonly agenda: Agenda;
  /** False: its first sync is still to come. */
  begun: boolean;
}

const systemClock: WatchClock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined),
};

/** Syncs data sources at once, and then again and again as their schedules say, until the signal aborts. */
export async function watchSources(watch: WatchOptions): Promise<ExitCode> {
  const { session, clock = systemClock } = watch;
  const { terminal, signal } = session;
  let watched: readonly Watched[] = [];
  let isEmpty = false;
  while (!signal.aborted) {
    try {
      watched = refresh(watched, await listSources(watch), clock.now());
      if (watched.length === 0 && !isEmpty) terminal.say('There is nothing to sync yet. Waiting for a data source.');
      isEmpty = watched.length === 0;
      const turn = nextTurn(watched, clock.now());
      if (turn && turn.planned.at <= clock.now()) await syncInTurn(watch, turn, clock);
      else await clock.sleep(Math.min(longestSleep, (turn?.planned.at ?? Infinity) - clock.now()), signal);
    } catch (error) {
      // A database server that is away comes back; anything else stays wrong.
      if (!AcequiaError.isInstance(error) || !['database_unreachable', 'database_busy'].includes(error.code))
        throw error;
      terminal.say(`${error.message}. Trying again.`);
      await clock.sleep(longestSleep, signal);
    }
  }
  return exitCode.interrupted;
}

async function listSources({ engine, names }: WatchOptions): Promise<DataSource[]> {
  const all = await engine.dataSources();
  return all.filter(
    ({ id, name, status }) =>
      status !== 'paused' && (names.length === 0 || names.includes(name) || names.includes(String(id))),
  );
}

/** Keeps the agendas of data sources whose schedule is the same. */
function refresh(watched: readonly Watched[], sources: readonly DataSource[], now: number): Watched[] {
  return sources.map((source) => {
    const known = watched.find((each) => each.source.id === source.id);
    const isSame = known && JSON.stringify(known.source.schedule) === JSON.stringify(source.schedule);
    if (isSame) return { ...known, source };
    // A changed schedule is no reason to sync at once.
    return { source, agenda: new Agenda(source.schedule, now), begun: known?.begun ?? false };
  });
}

interface Turn {
  readonly each: Watched;
  readonly planned: PlannedSync;
}

function nextTurn(watched: readonly Watched[], now: number): Turn | undefined {
  const turns = watched.flatMap((each): Turn[] => {
    if (!each.begun) return [{ each, planned: { kind: 'incremental', at: now } }];
    const planned = each.agenda.next(now);
    return planned ? [{ each, planned }] : [];
  });
  return turns.reduce<Turn | undefined>(
    (first, turn) => (first && first.planned.at <= turn.planned.at ? first : turn),
    undefined,
  );
}

async function syncInTurn({ session, engine, options }: WatchOptions, turn: Turn, clock: WatchClock): Promise<void> {
  const { terminal, signal } = session;
  const { each, planned } = turn;
  const { name } = each.source;
  const isFirst = !each.begun;
  const kind = isFirst ? options.kind : planned.kind;
  const result = await runOneSync(session, engine, name, {
    ...options,
    kind,
    trigger: isFirst ? 'manual' : 'schedule',
    refetch: isFirst && options.refetch,
  });
  if (!options.jsonl) printTurn(session, result, kind);
  if (signal.aborted) return;
  await engine.indexed({ signal, onProgress: showIndexProgress(terminal) }).catch((error: unknown) => {
    if (!signal.aborted) terminal.say(error instanceof Error ? error.message : String(error));
  });
  terminal.live.end();
  // A sync by another process is as good as this one.
  const failed = result.log ? result.log.status === 'failed' : result.code !== exitCode.alreadyRunning;
  each.agenda.done(kind, { failed, waitingUntil: result.log?.waitingUntil }, clock.now());
  each.begun = true;
  const next = each.agenda.next(clock.now());
  if (!next) terminal.say(`${printable(name)} has nothing more on its schedule.`);
  else if (options.jsonl) createEventWriter(terminal, name).next(next);
  else terminal.say(terminal.tint('dim', `${printable(name)}: next ${next.kind} at ${formatTime(next.at)}`));
}

function printTurn({ terminal }: Session, result: SyncResult, kind: string): void {
  const { log, dataSource } = result;
  if (log) {
    const took = formatDuration((log.finishedAt ?? log.startedAt) - log.startedAt);
    const status = paintStatus(terminal.paint, log.status);
    const what = kind === 'incremental' ? '' : `${kind}: `;
    terminal.print(
      `${formatTime(log.startedAt)}  ${printable(dataSource)}  ${status}  ${what}${describeCounts(log.counts)} (${took})`,
    );
  }
  sayAdvice(terminal, result);
}
