import { describe, expect, test } from 'vitest';
import { Agenda, nextRuns, type Schedule } from '../../src/index.ts';

const minute = 60_000;
const at = (text: string) => Date.parse(text);
const shown = (schedule: Schedule, now: string, count = 4) =>
  nextRuns(schedule, at(now), count).map((run) => `${run.kind} ${new Date(run.at).toISOString().slice(5, 16)}`);

describe('a schedule', () => {
  test('is every 15 minutes where nobody said anything', () => {
    expect(shown({}, '2026-05-01T10:03:00Z', 2)).toEqual(['incremental 05-01T10:18', 'incremental 05-01T10:33']);
  });

  test('is nothing where only quiet hours of other kinds were meant', () => {
    expect(shown({ full: '0 3 1 1 *', timezone: 'UTC' }, '2026-05-01T10:00:00Z', 1)).toEqual(['full 01-01T03:00']);
  });

  test('lets a full sync do the work of the others that are due', () => {
    const schedule = { incremental: '0 * * * *', full: '0 3 * * *', reconcile: '0 3 * * *', timezone: 'UTC' };
    expect(shown(schedule, '2026-05-01T01:30:00Z')).toEqual([
      'incremental 05-01T02:00',
      'full 05-01T03:00',
      'incremental 05-01T04:00',
      'incremental 05-01T05:00',
    ]);
  });

  test('means its own time zone, also when the clocks change', () => {
    const schedule = { full: '0 3 * * *', timezone: 'Europe/Madrid' };
    expect(shown(schedule, '2026-03-27T12:00:00Z', 3)).toEqual([
      'full 03-28T02:00',
      'full 03-29T01:00',
      'full 03-30T01:00',
    ]);
  });

  test('moves what is due in quiet hours to their end', () => {
    const schedule = { incremental: '0 * * * *', quietHours: '22:30-06:15', timezone: 'Europe/Madrid' };
    expect(shown(schedule, '2026-01-10T20:30:00Z', 4)).toEqual([
      'incremental 01-10T21:00',
      'incremental 01-11T05:15',
      'incremental 01-11T06:00',
      'incremental 01-11T07:00',
    ]);
    const day = { incremental: '*/30 * * * *', quietHours: '08:00-18:00', timezone: 'UTC' };
    expect(shown(day, '2026-01-10T07:31:00Z', 2)).toEqual(['incremental 01-10T18:00', 'incremental 01-10T18:30']);
  });

  test('makes up for what was missed with one sync, and forgets no other kind', () => {
    const now = at('2026-05-01T02:59:00Z');
    const agenda = new Agenda({ incremental: '*/10 * * * *', full: '0 3 * * 5', timezone: 'UTC' }, now);
    const later = now + 47 * minute;
    agenda.done('incremental', {}, later);
    expect(agenda.next(later)).toEqual({ kind: 'full', at: later });
    agenda.done('full', {}, later + minute);
    expect(agenda.next(later + minute)).toEqual({ kind: 'incremental', at: at('2026-05-01T03:50:00Z') });
  });

  test('waits longer after each error, and not after a success', () => {
    const agenda = new Agenda({ incremental: '* * * * *', timezone: 'UTC' }, 0);
    const waits: number[] = [];
    let now = 0;
    for (let count = 0; count < 3; count += 1) {
      agenda.done('incremental', { failed: true }, now);
      const next = agenda.next(now)?.at ?? now;
      waits.push((next - now) / minute);
      now = next;
    }
    expect(waits).toEqual([5, 20, 80]);
    agenda.done('incremental', {}, now);
    expect(agenda.next(now)?.at).toBe(now + minute);
  });

  test('goes on when the source said, not before', () => {
    const agenda = new Agenda({ incremental: '* * * * *' }, 0);
    agenda.done('incremental', { waitingUntil: 90 * minute }, minute);
    expect(agenda.next(minute)).toEqual({ kind: 'incremental', at: 90 * minute });
  });
});
