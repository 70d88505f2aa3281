import { type Change, type Context, SourceError } from '@acequia/core/contract';
import { type Found, found as foundSchema, type List } from './answer-schemas.ts';
import type { Answer } from './client.ts';
import type { Cursor } from './cursor.ts';
import type { Intake } from './intake.ts';
import { nextToken } from './next-token.ts';
import { search } from './requests.ts';
import type { Settings } from './settings.ts';

type Following = Extract<Cursor, { phase: 'following' }>;

/** Times are rounded down to the minute, and the index of the search lags behind. */
const overlap = 120_000;

/**
 * What was edited from the position on, with what went into the trash. Search has no filter by time: it is read by
 * descending edit time until something older comes.
 */
export async function* follow(
  context: Context<Settings>,
  intake: Intake,
  cursor: Following,
): AsyncGenerator<Change<Cursor>> {
  const { since, token } = cursor;
  const end = since - overlap;
  let top = Math.max(since, cursor.top ?? 0);
  for await (const { answer, next } of lookBack(context, end, { token })) {
    top = Math.max(top, ...times(answer.value));
    yield* takeRecent(context, intake, answer, end);
    if (next) yield { type: 'checkpoint', cursor: { phase: 'following', since, token: next, top } };
  }
  for await (const { answer } of lookBack(context, end, { trash: true })) {
    for await (const taken of intake.take(answer)) if ('change' in taken) yield taken.change;
  }
  yield { type: 'checkpoint', cursor: { phase: 'following', since: top } };
}

/** Pages of a search by descending edit time, cut where it is older than `end`. A token that has run out begins it anew. */
async function* lookBack(
  context: Context<Settings>,
  end: number,
  { token, trash }: { readonly token?: string | undefined; readonly trash?: true },
): AsyncGenerator<{ readonly answer: Answer<List>; readonly next?: string }> {
  let restarts = 0;
  for (let next = token; ; ) {
    context.signal.throwIfAborted();
    let answer: Answer<List>;
    try {
      answer = await search(context, { direction: 'descending', token: next, ...(trash && { trash }) });
    } catch (error) {
      if (next === undefined || !SourceError.isInstance(error) || error.kind !== 'cursor-expired') throw error;
      if (++restarts > 3) {
        throw new SourceError('transient', 'Notion forgets where a search was before it can go on', { cause: error });
      }
      next = undefined;
      continue;
    }
    const { value } = answer;
    const cut = value.results.findIndex((result) => (editTime(result) ?? end) < end);
    next = cut < 0 ? nextToken(value, next) : undefined;
    const results = cut < 0 ? value.results : value.results.slice(0, cut);
    yield { answer: { ...answer, value: { ...value, results } }, ...(next !== undefined && { next }) };
    if (next === undefined) return;
  }
}

/**
 * What came into sight although it is old (restored, shared, moved below a pick) brings along what lies below it, which
 * nobody edited: that is listed apart. What left the picks goes; only here, because a listing apart has roots of its own.
 */
async function* takeRecent(
  context: Context<Settings>,
  intake: Intake,
  answer: Answer<List>,
  end: number,
): AsyncGenerator<Change<Cursor>> {
  const old: Found[] = [];
  const outside: string[] = [];
  const changes: Change<Cursor>[] = [];
  for await (const taken of intake.take(answer)) {
    if ('outside' in taken) outside.push(taken.outside);
    if (!('change' in taken)) continue;
    changes.push(taken.change);
    if (taken.change.type !== 'upsert' || !('found' in taken)) continue;
    if (Date.parse(taken.found.created_time) < end) old.push(taken.found);
  }
  const asked = [...old.map(({ id }) => id), ...outside];
  const known = asked.length > 0 ? await context.known(asked) : new Map();
  // Before the pages themselves: once they are stored they are known.
  for (const { id } of old) if (!known.has(id)) yield { type: 'relist', id };
  yield* changes;
  for (const id of outside) if (known.has(id)) yield { type: 'delete', id };
}

function times(list: List): number[] {
  return list.results.map(editTime).filter((time) => time !== undefined);
}

function editTime(result: unknown): number | undefined {
  const parsed = foundSchema.safeParse(result);
  return parsed.success ? Date.parse(parsed.data.last_edited_time) : undefined;
}
