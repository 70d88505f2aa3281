import { SourceError } from '@acequia/core/contract';
import type { List } from './answer-schemas.ts';

/** What to ask the next page with; undefined at the end. Throws `bad-response` when Notion would go round in circles. */
export function nextToken(list: Pick<List, 'has_more' | 'next_cursor'>, token: string | undefined): string | undefined {
  if (!list.has_more) return undefined;
  if (list.next_cursor === null || list.next_cursor === token) {
    throw new SourceError('bad-response', 'Notion says that there is more but not where');
  }
  return list.next_cursor;
}
