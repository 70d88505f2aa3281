import type { Filters } from '@acequia/core';
import { z } from 'zod';
import { type Schedule, scheduleFields } from '../schedule/schedule.ts';

const units: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 1024,
  MIB: 1024 ** 2,
  GIB: 1024 ** 3,
};

const size = z
  .union([z.int().positive(), z.string().regex(/^\d+(\.\d+)?\s*([kmg]i?)?b?$/i, 'a size such as 50MB or 10MiB')])
  .transform((value) => {
    if (typeof value === 'number') return value;
    const [, amount = '0', unit = ''] = /^([\d.]+)\s*([a-z]*)$/i.exec(value) ?? [];
    const name = unit.toUpperCase();
    return Math.floor(Number(amount) * (units[name] ?? units[`${name}B`] ?? 1));
  });

const date = z
  .union([z.iso.date(), z.iso.datetime({ offset: true }), z.date()])
  .transform((value) => new Date(value).getTime());

/** Filters as people write them. */
const filtersSchema = z
  .strictObject({
    include: z.array(z.string().min(1)).optional(),
    exclude: z.array(z.string().min(1)).optional(),
    types: z.array(z.string().min(1)).optional(),
    max_size: size.optional(),
    modified_after: date.optional(),
  })
  .transform(
    ({ include, exclude, types, max_size, modified_after }): Filters => ({
      ...(include && { include }),
      ...(exclude && { exclude }),
      ...(types && { types }),
      ...(max_size !== undefined && { maxSize: max_size }),
      ...(modified_after !== undefined && { modifiedAfter: modified_after }),
    }),
  );

const name = z
  .string()
  .min(1)
  .max(190)
  .regex(/^\S(.*\S)?$/, 'no space at the beginning or end');

const secret = z.union([z.string(), z.strictObject({ file: z.string() })]);

/** Schedules as people write them. */
const scheduleSchema = z
  .strictObject({
    incremental: scheduleFields.incremental,
    full: scheduleFields.full,
    reconcile: scheduleFields.reconcile,
    access: scheduleFields.access,
    timezone: scheduleFields.timezone,
    quiet_hours: scheduleFields.quietHours,
  })
  .transform(
    ({ quiet_hours, ...rest }): Schedule => ({
      ...rest,
      ...(quiet_hours !== undefined && { quietHours: quiet_hours }),
    }),
  );

const dataSource = z.strictObject({
  name,
  knowledge_base: name,
  type: z.string().min(1),
  settings: z.record(z.string(), z.json()).default({}),
  credentials: z.record(z.string(), secret).optional(),
  picks: z.array(z.string()).default([]),
  filters: filtersSchema.prefault({}),
  schedule: scheduleSchema.prefault({}),
  sync_deletions: z.boolean().default(true),
});

/** `acequia.yaml`. */
export const configSchema = z.strictObject({
  knowledge_bases: z.array(z.strictObject({ name })).default([]),
  data_sources: z.array(dataSource).default([]),
});

/** `acequia.yaml` as it is applied. */
export type Config = z.infer<typeof configSchema>;
export type DataSourceConfig = Config['data_sources'][number];
