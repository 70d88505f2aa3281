import type { PagedApi } from '../connector/paged-api.ts';
import { answerRequest, type PagedAnswer } from './answer-request.ts';
import type { PagedRequest } from './paged-request.ts';

/** The page before the one that was asked for: as many items, ending where this one should have started. */
export async function answerDuplicatePage(api: PagedApi, request: PagedRequest): Promise<PagedAnswer> {
  const { after, limit } = request.query;
  if ((request.kind !== 'documents' && request.kind !== 'ids') || after === undefined)
    return answerRequest(api, request);
  let before: string | undefined;
  for (;;) {
    const query: Record<string, string> = { ...request.query };
    if (before === undefined) delete query.after;
    else query.after = before;
    const answer = await answerRequest(api, { ...request, query: { ...query, limit: limit ?? '100' } });
    const next = nextOf(answer.json);
    if (next === undefined || next === after) return answer;
    before = next;
  }
}

/** A page without items, the last one or with more behind it. */
export function answerEmptyPage(request: PagedRequest, more: boolean): PagedAnswer {
  const { query } = request;
  const empty = { feeds: [], items: [], ids: [], changes: [], more };
  if (request.kind === 'changes') return { status: 200, json: { ...empty, next: Number(query.since) } };
  if (request.kind === 'modified') {
    return { status: 200, json: { ...empty, next: more ? { time: Number(query.time), id: query.id } : null } };
  }
  return { status: 200, json: { ...empty, next: more ? (query.after ?? '') : null } };
}

function nextOf(json: unknown): string | undefined {
  const next = typeof json === 'object' && json !== null && 'next' in json ? json.next : undefined;
  return typeof next === 'string' ? next : undefined;
}
