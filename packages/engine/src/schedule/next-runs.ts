import { Agenda, type PlannedSync } from './agenda.ts';
import type { Schedule } from './schedule.ts';

/** The next syncs that a schedule asks for, as long as all go well and take no time. Fewer when there are no more. */
export function nextRuns(schedule: Schedule, now: number, count: number): PlannedSync[] {
  const agenda = new Agenda(schedule, now);
  const runs: PlannedSync[] = [];
  for (let at = now; runs.length < count; ) {
    const next = agenda.next(at);
    if (!next) break;
    runs.push(next);
    at = next.at;
    agenda.done(next.kind, {}, at);
  }
  return runs;
}
