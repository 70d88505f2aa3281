import type { FakeAnswer, FakeRequest, FakeRoute } from '@acequia/testkit';
import { z } from 'zod';
import type { NotesApi } from './notes-api.ts';

/** In one answer or question. */
export const mostItems = 20;

const asked = z.object({ ids: z.array(z.string()).max(mostItems) });
const notFound: FakeAnswer = { status: 404, json: { error: 'not_found' } };
const gone: FakeAnswer = { status: 410, json: { error: 'gone' } };
const badRequest: FakeAnswer = { status: 400, json: { error: 'bad_request' } };

/** The addresses of the service, for one team. */
export function notesRoutes(team: string, api: NotesApi): FakeRoute[] {
  const base = '/v1/teams/:team';

  function inTeam(answer: (request: FakeRequest) => FakeAnswer): FakeRoute['answer'] {
    return (request) => (request.params.team === team ? answer(request) : notFound);
  }

  function inNotebook(answer: (notebook: string, request: FakeRequest) => FakeAnswer): FakeRoute['answer'] {
    return inTeam((request) => {
      const { notebook = '' } = request.params;
      if (api.hasNotebook(notebook)) return answer(notebook, request);
      return api.isDeleted(notebook) ? gone : notFound;
    });
  }

  function byId(answer: (ids: readonly string[]) => unknown): FakeRoute['answer'] {
    return inTeam(({ json }) => {
      const parsed = asked.safeParse(json);
      return parsed.success ? { json: { items: answer(parsed.data.ids) } } : badRequest;
    });
  }

  return [
    {
      route: `GET ${base}/notebooks`,
      kind: 'containers',
      answer: inTeam(({ query }) => ({ json: { items: api.notebooks(query.search) } })),
    },
    {
      route: `GET ${base}/notebooks/:notebook/items`,
      kind: 'listing',
      answer: inNotebook((notebook, { query }) => {
        const limit = pageSize(query.limit);
        const page = api.items(notebook, { limit, after: query.after, under: query.under });
        return page ? { json: page } : gone;
      }),
    },
    {
      route: `GET ${base}/notebooks/:notebook/changes`,
      kind: 'changes',
      answer: inNotebook((notebook, { query }) => {
        const page = api.changes(notebook, Number(query.since), pageSize(query.limit));
        return page ? { json: page } : gone;
      }),
    },
    { route: `POST ${base}/items/query`, kind: 'document', answer: byId((ids) => ids.map(api.state)) },
    { route: `POST ${base}/items/contents`, kind: 'content', answer: byId((ids) => ids.map(api.content)) },
  ];
}

function pageSize(limit: string | undefined): number {
  return Math.min(mostItems, Math.max(1, Number(limit ?? mostItems)));
}
