import type { Change, Context, Slice } from '@acequia/core/contract';
import { found as foundSchema } from './answer-schemas.ts';
import type { Begun, Cursor } from './cursor.ts';
import { follow } from './follow.ts';
import { Intake } from './intake.ts';
import { listTables } from './list-tables.ts';
import { search } from './requests.ts';
import { searchAll } from './search-all.ts';
import type { Settings } from './settings.ts';

/**
 * Reads the workspace, or what lies below the picks: without a cursor all of it, which claims completeness with
 * `confirm`, else what was edited since. The position is taken before the listing: what is edited in the meantime may be
 * listed at its old place.
 */
export async function* read(
  context: Context<Settings>,
  slice: Slice,
  cursor: Cursor | null,
): AsyncGenerator<Change<Cursor>> {
  const intake = new Intake(context, slice);
  if (cursor?.phase === 'following') {
    yield* follow(context, intake, cursor);
    return;
  }
  const done = new Set<string>();
  let begun: Begun = cursor ?? { since: await latestEdit(context) };
  if (cursor?.phase !== 'pages') {
    yield* listTables(context, intake, begun, cursor?.phase === 'tables' ? cursor.table : undefined, done);
    begun = { since: begun.since };
  }
  yield* listPages(context, intake, begun, done);
  yield { type: 'complete', confirm: true };
  yield { type: 'checkpoint', cursor: { phase: 'following', since: begun.since } };
}

/** @param done tables whose rows were listed */
async function* listPages(
  context: Context<Settings>,
  intake: Intake,
  begun: Begun,
  done: ReadonlySet<string>,
): AsyncGenerator<Change<Cursor>> {
  const { since } = begun;
  for await (const { answer, next } of searchAll(context, 'page', begun)) {
    const results = answer.value.results.filter((result) => !done.has(tableOf(result) ?? ''));
    const left = { ...answer, value: { ...answer.value, results } };
    for await (const taken of intake.take(left)) if ('change' in taken) yield taken.change;
    if (next) yield { type: 'checkpoint', cursor: { phase: 'pages', since, ...next } };
  }
}

/** When anything was edited last; 0 in a workspace without content. */
async function latestEdit(context: Context<Settings>): Promise<number> {
  const { value } = await search(context, { direction: 'descending', size: 1 });
  const parsed = foundSchema.safeParse(value.results[0]);
  return parsed.success ? Date.parse(parsed.data.last_edited_time) : 0;
}

/** The table whose row this is. */
function tableOf(result: unknown): string | undefined {
  const parsed = foundSchema.safeParse(result);
  return parsed.success && parsed.data.object === 'page' ? parsed.data.parent.data_source_id : undefined;
}
