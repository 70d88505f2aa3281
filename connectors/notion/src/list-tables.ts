import { type Change, type Context, describeError, SourceError } from '@acequia/core/contract';
import type { DataSource } from './answer-schemas.ts';
import type { Begun, Cursor } from './cursor.ts';
import type { Intake, Taken } from './intake.ts';
import { queryAllRows } from './query-all-rows.ts';
import { searchAll } from './search-all.ts';
import type { Settings } from './settings.ts';

/** A table in the middle of which reading goes on. */
type OpenTable = Extract<Cursor, { phase: 'tables' }>['table'];

/**
 * All tables, each followed by its rows: a query gives every row, which search does not promise
 * (https://developers.notion.com/reference/search-optimizations-and-limitations). Those that were read whole, in this
 * call of the host, go into `done`.
 */
export async function* listTables(
  context: Context<Settings>,
  intake: Intake,
  begun: Begun,
  open: OpenTable,
  done: Set<string>,
): AsyncGenerator<Change<Cursor>> {
  const { since } = begun;
  let at: Begun = begun;
  let resumed = open;
  yield { type: 'checkpoint', cursor: { phase: 'tables', ...at, ...(open && { table: open }) } };
  for await (const { answer, next } of searchAll(context, 'data_source', begun)) {
    const taken: Taken[] = [];
    for await (const one of intake.take(answer)) taken.push(one);
    const middle = resumed ? taken.findIndex((one) => idOf(one) === resumed?.id) : -1;
    for (const one of taken.slice(Math.max(0, middle))) {
      if (!('change' in one)) continue;
      yield one.change;
      if (one.change.type !== 'upsert' || !('found' in one) || one.found.object !== 'data_source') continue;
      const { id } = one.found;
      const from = resumed?.id === id ? resumed : undefined;
      yield { type: 'checkpoint', cursor: { phase: 'tables', ...at, table: from ?? { id } } };
      yield* listRows(context, intake, one.found, at, from, done);
    }
    resumed = undefined;
    if (!next) continue;
    at = { since, ...next };
    yield { type: 'checkpoint', cursor: { phase: 'tables', ...at } };
  }
  yield { type: 'checkpoint', cursor: { phase: 'pages', since } };
}

async function* listRows(
  context: Context<Settings>,
  intake: Intake,
  table: DataSource,
  begun: Begun,
  open: OpenTable,
  done: Set<string>,
): AsyncGenerator<Change<Cursor>> {
  try {
    for await (const { answer, next } of queryAllRows(context, table.id, open ?? {})) {
      for await (const taken of intake.take(answer)) if ('change' in taken) yield taken.change;
      if (next) yield { type: 'checkpoint', cursor: { phase: 'tables', ...begun, table: { id: table.id, ...next } } };
    }
    if (open?.after === undefined) done.add(table.id);
  } catch (error) {
    // A table that cannot be queried (synced from elsewhere, a linked one) keeps its rows; the others are read.
    if (!SourceError.isInstance(error) || !harmless.has(error.kind)) throw error;
    yield { type: 'failure', id: table.id, ref: { object: 'data_source' }, error: describeError(error) };
  }
}

const harmless = new Set(['not-found', 'bad-response', 'gone']);

function idOf(taken: Taken): string | undefined {
  return 'found' in taken ? taken.found.id : undefined;
}
