import type { Sql } from '../sql/sql.ts';
import type { Update } from './document-rows.ts';

/** In the order of ids, equal statements together. */
export async function runUpdates(sql: Sql, updates: readonly (readonly [number, Update])[]): Promise<void> {
  const sorted = [...updates].sort(([a], [b]) => a - b);
  for (let start = 0; start < sorted.length; ) {
    const statement = sorted[start]?.[1].statement;
    let end = start;
    while (end < sorted.length && sorted[end]?.[1].statement === statement) end += 1;
    if (statement)
      await sql.runEach(
        statement,
        sorted.slice(start, end).map(([, { values }]) => values),
      );
    start = end;
  }
}
