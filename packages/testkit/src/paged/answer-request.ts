import { SourceError } from '@acequia/core';
import { z } from 'zod';
import type { PagedApi } from '../connector/paged-api.ts';
import type { PagedRequest } from './paged-request.ts';

export interface PagedAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** The largest pages that the API gives. */
const pageLimits = { documents: 1000, ids: 10_000 } as const;

const pageQuery = (limit: number) =>
  z.object({
    after: z.string().optional(),
    under: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(limit).default(100),
    bodies: z.stringbool().default(false),
  });
const listQuery = pageQuery(pageLimits.documents);
const idsQuery = pageQuery(pageLimits.ids);
const changesQuery = listQuery.extend({ since: z.coerce.number().int() });
const modifiedQuery = listQuery.extend({ time: z.coerce.number(), id: z.string() });
const statesBody = z.object({ ids: z.array(z.string()).max(pageLimits.documents), bodies: z.boolean().default(false) });
const contentsBody = z.object({
  wanted: z.array(z.object({ id: z.string(), version: z.string().optional() })).max(pageLimits.documents),
});

const statuses: Readonly<Record<string, number>> = { 'not-found': 404 };

/** What a source in good health answers. */
export async function answerRequest(api: PagedApi, request: PagedRequest): Promise<PagedAnswer> {
  try {
    return await route(api, request);
  } catch (error) {
    if (error instanceof z.ZodError) return { status: 400, json: { error: z.prettifyError(error) } };
    if (SourceError.isInstance(error)) return { status: statuses[error.kind] ?? 500, json: { error: error.message } };
    throw error;
  }
}

async function route(api: PagedApi, request: PagedRequest): Promise<PagedAnswer> {
  const { kind, query, feed = '', ids } = request;
  const [id = ''] = ids;
  const ok = (json: unknown): PagedAnswer => ({ status: 200, json });
  const orGone = (json: unknown): PagedAnswer =>
    typeof json === 'string' ? { status: 410, json: { error: json } } : ok(json);
  switch (kind) {
    case 'feeds':
      return ok({ feeds: await api.feeds() });
    case 'now':
      return ok(await api.now(feed));
    case 'documents': {
      const asked = listQuery.parse(query);
      return orGone(await api.list(feed, asked, asked.bodies));
    }
    case 'ids':
      return orGone(await api.ids(feed, idsQuery.parse(query)));
    case 'changes': {
      const { since, limit, bodies } = changesQuery.parse(query);
      return orGone(await api.changes(feed, since, limit, bodies));
    }
    case 'modified': {
      const asked = modifiedQuery.parse(query);
      return ok(await api.modified(feed, asked, asked.bodies));
    }
    case 'containers':
      return ok(await api.containers(query.parent, query.search));
    case 'states': {
      if (request.method === 'GET') return single((await api.states([id], query.bodies === 'true')).items[0]);
      const body = statesBody.parse(request.json);
      return ok(await api.states(body.ids, body.bodies));
    }
    case 'content': {
      const version = query.version === undefined ? {} : { version: query.version };
      return single((await api.contents([{ id, ...version }])).items[0]);
    }
    case 'contents':
      return ok(await api.contents(contentsBody.parse(request.json).wanted));
    case 'unknown':
      return { status: 404, json: { error: 'there is no such address' } };
  }
}

/** The status that a batch gives inside is the status of the answer when one document is asked for. */
function single(item: { readonly status: number } | undefined): PagedAnswer {
  const status = item?.status ?? 404;
  return { status, json: status < 400 ? item : { error: `status ${status}` } };
}
