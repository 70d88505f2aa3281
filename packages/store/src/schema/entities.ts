import type { EntitySchema } from 'typeorm';
import type { Dialect } from '../sql/sql.ts';
import { initialTables } from './0001-initial.ts';
import { entityOf } from './table-spec.ts';

/** The tables as they are after all migrations. */
const currentTables = initialTables;

/** One entity for each table, named like it. */
export function entities(dialect: Dialect): EntitySchema<object>[] {
  return currentTables.map((spec) => entityOf(spec, dialect));
}
