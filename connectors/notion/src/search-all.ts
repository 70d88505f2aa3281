import { SourceError } from '@acequia/core/contract';
import { found as foundSchema, type List } from './answer-schemas.ts';
import type { Answer } from './client.ts';
import { nextToken } from './next-token.ts';
import { type Asking, search } from './requests.ts';

/** How often a search may begin anew without getting any further. */
const restartsAtMost = 3;

/** A position in a list: Notion's token, and a time to find the place again when the token has run out. */
export interface Position {
  readonly token?: string | undefined;
  /** Milliseconds since 1970. */
  readonly after?: number | undefined;
}

/**
 * All pages, or all tables, that search finds, by ascending edit time from a position on. `next`: where to go on after
 * this page; absent after the last one.
 *
 * Tokens live for minutes only. After that, the search begins anew, without what comes before the position: search has
 * no filter by time. Throws `bad-response` when it goes round in circles.
 */
export async function* searchAll(
  asking: Asking,
  object: 'page' | 'data_source',
  position: Position,
): AsyncGenerator<{ readonly answer: Answer<List>; readonly next?: Position }> {
  let { token, after } = position;
  /** While the way to the position is gone once more. */
  let skipBefore = token === undefined ? after : undefined;
  let last: string | undefined;
  let restarts = 0;
  for (;;) {
    asking.signal.throwIfAborted();
    let answer: Answer<List>;
    try {
      answer = await search(asking, { object, direction: 'ascending', token });
    } catch (error) {
      if (!isExpired(error, token)) throw error;
      if (++restarts > restartsAtMost) {
        throw new SourceError('transient', 'Notion forgets where a search was before it can go on', { cause: error });
      }
      token = undefined;
      last = undefined;
      skipBefore = after;
      continue;
    }
    const { value, at } = answer;
    assertProgress(value, last);
    last = JSON.stringify(value.results);
    token = nextToken(value, token);
    const times = value.results.map(editTime);
    const skipped = skipBefore ?? 0;
    const results = value.results.filter((_, index) => (times[index] ?? skipped) >= skipped);
    const latest = Math.max(...times.filter((time) => time !== undefined));
    if (latest > skipped) skipBefore = undefined;
    if (Number.isFinite(latest)) after = Math.max(after ?? 0, latest);
    if (results.length === 0 && token !== undefined) continue;
    restarts = 0;
    const page = { value: { ...value, results }, ...(at !== undefined && { at }) };
    yield { answer: page, ...(token !== undefined && { next: { token, ...(after !== undefined && { after }) } }) };
    if (token === undefined) return;
  }
}

function isExpired(error: unknown, token: string | undefined): boolean {
  return token !== undefined && SourceError.isInstance(error) && error.kind === 'cursor-expired';
}

function assertProgress({ results, has_more }: List, last: string | undefined): void {
  if (!has_more || JSON.stringify(results) !== last) return;
  throw new SourceError('bad-response', 'Notion gives the same page of a search again and again');
}

function editTime(result: unknown): number | undefined {
  const parsed = foundSchema.safeParse(result);
  return parsed.success ? Date.parse(parsed.data.last_edited_time) : undefined;
}
