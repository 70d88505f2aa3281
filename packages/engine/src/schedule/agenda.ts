import { nextRetry, type SyncKind } from '@acequia/core';
import { Cron } from 'croner';
import { afterQuietHours } from './quiet-hours.ts';
import type { Schedule } from './schedule.ts';

/** A sync that a schedule asks for. */
export interface PlannedSync {
  readonly kind: SyncKind;
  /** Milliseconds since 1970. In the past: it is due. */
  readonly at: number;
}

/** How a planned sync went. */
export interface PlannedResult {
  /** It ended with an error, so the next one waits longer: 5 minutes, then four times as long each time, at most a day. */
  readonly failed?: boolean;
  /** The source asked to wait until then. */
  readonly waitingUntil?: number;
}

/** Milliseconds between the end of a sync and the next one, where a data source has no schedule. */
const defaultInterval = 15 * 60_000;

/** What comes first when several kinds are due. */
const kinds = ['full', 'reconcile', 'access', 'incremental'] as const satisfies readonly SyncKind[];

/**
 * What is to be done next for one data source. Runs that were missed, because another one took long or the machine
 * slept, are made up for by one; a full sync makes up for all kinds.
 */
export class Agenda {
  readonly #schedule: Schedule;
  readonly #due = new Map<SyncKind, number>();
  #failures = 0;
  #notBefore = 0;

  constructor(schedule: Schedule, now: number) {
    this.#schedule = schedule;
    for (const kind of kinds) this.#plan(kind, now);
  }

  #plan(kind: SyncKind, now: number): void {
    const next = this.#nextOf(kind, now);
    if (next === undefined) this.#due.delete(kind);
    else this.#due.set(kind, next);
  }

  #nextOf(kind: SyncKind, now: number): number | undefined {
    const { timezone, [kind]: pattern } = this.#schedule;
    if (pattern !== undefined) {
      return new Cron(pattern, { timezone, mode: '5-part', paused: true }).nextRun(new Date(now))?.getTime();
    }
    const isEmpty = kinds.every((each) => this.#schedule[each] === undefined);
    return isEmpty && kind === 'incremental' ? now + defaultInterval : undefined;
  }

  /** What is due, the weightiest first; else what comes next. Undefined: nothing ever. */
  next(now: number): PlannedSync | undefined {
    const { quietHours, timezone } = this.#schedule;
    const planned = kinds.flatMap((kind) => {
      const due = this.#due.get(kind);
      if (due === undefined) return [];
      return [{ kind, at: afterQuietHours(Math.max(due, this.#notBefore, now), quietHours, timezone) }];
    });
    return planned.reduce<PlannedSync | undefined>(
      (first, each) => (first && first.at <= each.at ? first : each),
      undefined,
    );
  }

  /** Plans the next sync of a kind that has ended. */
  done(kind: SyncKind, { failed = false, waitingUntil }: PlannedResult, now: number): void {
    this.#failures = failed ? this.#failures + 1 : 0;
    this.#notBefore = failed ? nextRetry('transient', this.#failures, now) : 0;
    for (const each of kind === 'full' && !failed ? kinds : [kind]) this.#plan(each, now);
    if (waitingUntil !== undefined) this.#due.set(kind, waitingUntil);
  }
}
