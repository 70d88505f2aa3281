import type { Json } from '@acequia/core';
import { z } from 'zod';
import { cronFault } from './cron-fault.ts';
import { quietHoursFault } from './quiet-hours.ts';
import { timeZoneFault } from './time-zone-fault.ts';

/** When a data source is synced by itself. Empty: nobody said. */
export interface Schedule {
  /** Cron expression of five fields: minute, hour, day of the month, month, weekday. Absent: never by itself. */
  readonly incremental?: string;
  readonly full?: string;
  readonly reconcile?: string;
  readonly access?: string;
  /** IANA name, for example `Europe/Madrid`: what the expressions and quiet hours are meant in. Default: that of the machine. */
  readonly timezone?: string;
  /** `HH:MM-HH:MM`, every day: no sync begins by itself then; what is due waits until they end. */
  readonly quietHours?: string;
}

const checked = (faultOf: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const message = faultOf(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** The parts of a schedule, each refused with a sentence that says what is wrong with it. */
export const scheduleFields = {
  incremental: checked(cronFault).optional(),
  full: checked(cronFault).optional(),
  reconcile: checked(cronFault).optional(),
  access: checked(cronFault).optional(),
  timezone: checked(timeZoneFault).optional(),
  quietHours: checked(quietHoursFault).optional(),
};

const scheduleSchema = z.strictObject(scheduleFields);

/** @throws AcequiaError `bad_schedule` through `refuse`, which gets the path and what is wrong */
export function checkSchedule(schedule: Schedule, refuse: (problem: string) => Error): Schedule {
  const parsed = scheduleSchema.safeParse(schedule);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refuse(`${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
}

/** A schedule as it was stored. */
export function storedSchedule(stored: Json | undefined): Schedule {
  return scheduleSchema.safeParse(stored ?? {}).data ?? {};
}
