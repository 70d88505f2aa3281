import { SourceError } from '@acequia/core/contract';
import { found as foundSchema, type List } from './answer-schemas.ts';
import type { Answer } from './client.ts';
import { nextToken } from './next-token.ts';
import { type Asking, queryRows } from './requests.ts';
import type { Position } from './search-all.ts';

/**
 * All rows of a table by ascending creation time, which is the key to go on from when a token has run out and after the
 * 10,000 rows that one query gives (https://developers.notion.com/guides/data-apis/query-large-data-sources). Rows of
 * the minute at a seam come twice.
 *
 * Throws `bad-response` when more than 10,000 rows were created in one minute, or when it goes round in circles.
 */
export async function* queryAllRows(
  asking: Asking,
  id: string,
  position: Position,
): AsyncGenerator<{ readonly answer: Answer<List>; readonly next?: Position }> {
  let { token, after } = position;
  /** Where the query that is running began. */
  let from = after;
  let restarts = 0;
  for (;;) {
    asking.signal.throwIfAborted();
    let answer: Answer<List>;
    try {
      answer = await queryRows(asking, id, { from, token });
    } catch (error) {
      if (token === undefined || !SourceError.isInstance(error) || error.kind !== 'cursor-expired') throw error;
      if (++restarts > 3)
        throw new SourceError('transient', 'Notion forgets where a query was before it can go on', { cause: error });
      token = undefined;
      from = after;
      continue;
    }
    const { value } = answer;
    const times = value.results.map(creationTime).filter((time) => time !== undefined);
    if (times.length > 0) after = Math.max(after ?? 0, ...times);
    token = nextToken(value, token);
    if (token === undefined && value.request_status?.type === 'incomplete') {
      if (after === undefined || after === from) {
        throw new SourceError('bad-response', 'Notion cuts off the rows of one minute: there are more than 10,000');
      }
      from = after;
      yield { answer, next: { after } };
      continue;
    }
    if (token !== undefined && times.length > 0) restarts = 0;
    yield { answer, ...(token !== undefined && { next: { token, ...(after !== undefined && { after }) } }) };
    if (token === undefined) return;
  }
}

function creationTime(result: unknown): number | undefined {
  const parsed = foundSchema.safeParse(result);
  return parsed.success ? Date.parse(parsed.data.created_time) : undefined;
}
