import type { FakeAnswer, FakeRequest, FakeRequestKind, FakeRoute, PageTokens } from '@acequia/testkit';
import { databaseOf, type FakeShapes } from './fake-shapes.ts';
import type { FakeNode, FakeWorkspace } from './fake-workspace.ts';

/** After which element of which order a page goes on. */
export type FakePosition = readonly [time: number, id: string];

export interface FakeRoutesOptions {
  readonly workspace: FakeWorkspace;
  readonly shapes: FakeShapes;
  readonly tokens: PageTokens<FakePosition>;
  /** Live pages that search does not find. */
  readonly unindexed: ReadonlySet<string>;
  /** Capabilities that the connection lacks. */
  readonly lacking: ReadonlySet<'content' | 'comments'>;
  /** Rows that one query gives at the most. Notion's: 10,000. */
  readonly queryLimit: () => number;
  /** Results that one answer gives at the most, which may be fewer than were asked for. Notion's: 100. */
  readonly pageSize: number;
  /** Notion's clock to the millisecond, for the Date header. */
  readonly exact: { now(): number };
}

interface ListBody {
  readonly sort?: { readonly direction?: string };
  readonly sorts?: readonly { readonly direction?: string }[];
  readonly filter?: {
    readonly value?: string;
    readonly in_trash?: boolean;
    readonly created_time?: { readonly on_or_after: string };
  };
  readonly query?: string;
  readonly start_cursor?: string;
  readonly page_size?: number;
}

/** The part of Notion's API that reads, by its reference. */
export function createFakeRoutes(options: FakeRoutesOptions): FakeRoute[] {
  const { workspace, shapes, tokens, unindexed, lacking, queryLimit, exact, pageSize } = options;

  const dated = (answer: FakeAnswer): FakeAnswer => ({
    ...answer,
    headers: { date: new Date(exact.now()).toUTCString(), ...answer.headers },
  });

  function route(
    path: string,
    kind: FakeRequestKind | FakeRoute['kind'],
    answer: (request: FakeRequest) => FakeAnswer,
  ): FakeRoute {
    return {
      route: path,
      kind,
      answer: (request) => {
        if (request.headers['notion-version'] !== '2026-03-11')
          return dated(refusal(400, 'missing_version', 'no version'));
        const lacks = request.path.endsWith('/comments') ? 'comments' : 'content';
        if (!request.path.endsWith('/me') && lacking.has(lacks)) return dated(restricted());
        return dated(answer(request));
      },
    };
  }

  /** What the connection may see of this kind; what is in the trash is answered, as `in_trash`. */
  function visible(id: string | undefined, kind: FakeNode['kind']): FakeNode | undefined {
    const node = workspace.nodes.get(id ?? '');
    return node && node.kind === kind && !workspace.isHidden(node) ? node : undefined;
  }

  function list(
    nodes: FakeNode[],
    body: ListBody,
    timeOf: (node: FakeNode) => number,
    descending: boolean,
    limit?: number,
  ) {
    const size = Math.min(body.page_size ?? 100, pageSize);
    const sign = descending ? -1 : 1;
    const compare = (a: FakePosition, b: FakePosition) =>
      sign * (a[0] - b[0]) || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);
    const keyed = nodes.map((node) => ({ node, key: [timeOf(node), node.id] as FakePosition }));
    keyed.sort((a, b) => compare(a.key, b.key));
    const within = keyed.slice(0, limit);
    const after = body.start_cursor === undefined ? undefined : tokens.open(body.start_cursor);
    if (body.start_cursor !== undefined && !after) {
      return refusal(400, 'validation_error', `The start_cursor provided is invalid: ${body.start_cursor}`);
    }
    const left = within.filter(({ key }) => !after || compare(key, after) > 0);
    const page = left.slice(0, size);
    const last = left.length > size ? page.at(-1) : undefined;
    return {
      json: {
        object: 'list',
        type: 'page_or_data_source',
        page_or_data_source: {},
        results: page.map(({ node }) => shapes.of(node)),
        has_more: last !== undefined,
        next_cursor: last ? tokens.issue(last.key) : null,
        request_status:
          within.length < keyed.length
            ? { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' }
            : { type: 'complete' },
      },
    };
  }

  const simpleList = (request: FakeRequest, results: unknown[]): FakeAnswer => {
    const size = Math.min(Number(request.query.page_size ?? 100), pageSize);
    const start = Number(request.query.start_cursor ?? 0);
    const more = start + size < results.length;
    const next_cursor = more ? String(start + size) : null;
    return { json: { object: 'list', results: results.slice(start, start + size), has_more: more, next_cursor } };
  };

  const single = (kind: FakeNode['kind']) => (request: FakeRequest) => {
    const node = visible(request.params.id, kind);
    return node ? { json: shapes.of(node) } : notFound(request);
  };

  const fileOf = (id: string | undefined) => {
    for (const node of workspace.nodes.values()) {
      const file = [...node.files, ...node.propertyFiles].find((one) => one.id === id);
      if (file && workspace.isLive(node)) return { node, file };
    }
    return undefined;
  };

  return [
    route('GET /v1/users/me', 'account', () => ({
      json: { object: 'user', id: 'bot', type: 'bot', name: 'Acequia', bot: { workspace_name: 'Water users' } },
    })),
    route('POST /v1/search', kindOfSearch, (request) => {
      const body = bodyOf(request);
      const { value, in_trash = false } = body.filter ?? {};
      const query = body.query?.toLowerCase() ?? '';
      const nodes = [...workspace.nodes.values()].filter(
        (node) =>
          node.kind !== 'block' &&
          !workspace.isHidden(node) &&
          workspace.isTrashed(node) === in_trash &&
          !unindexed.has(node.id) &&
          (value === undefined || (value === 'page') === (node.kind === 'page')) &&
          node.title.toLowerCase().includes(query),
      );
      return list(nodes, body, ({ edited }) => edited, body.sort?.direction !== 'ascending');
    }),
    route('POST /v1/data_sources/:id/query', 'listing', (request) => {
      const table = visible(request.params.id, 'table');
      if (!table) return notFound(request);
      const body = bodyOf(request);
      const from = Date.parse(body.filter?.created_time?.on_or_after ?? '') || 0;
      const rows = [...workspace.nodes.values()].filter(
        (node) =>
          node.parent.type === 'table' && node.parent.id === table.id && workspace.isLive(node) && node.created >= from,
      );
      return list(rows, body, ({ created }) => created, body.sorts?.[0]?.direction === 'descending', queryLimit());
    }),
    route('GET /v1/data_sources/:id', 'document', single('table')),
    route('GET /v1/databases/:id', 'containers', (request) => {
      const table = [...workspace.nodes.values()].find(({ id }) => databaseOf(id) === request.params.id);
      if (!table || !workspace.isLive(table)) return notFound(request);
      const { database_parent: parent } = shapes.of(table);
      return { json: { object: 'database', parent, data_sources: [{ id: table.id, name: table.title }] } };
    }),
    route('GET /v1/pages/:id', 'document', single('page')),
    route('GET /v1/pages/:id/markdown', 'content', (request) => {
      const node = visible(request.params.id, 'page');
      if (node && workspace.isLive(node)) return { json: shapes.markdown(node) };
      const holder = [...workspace.nodes.values()].find(({ beyond }) => beyond.has(request.params.id ?? ''));
      const markdown = holder?.beyond.get(request.params.id ?? '');
      if (markdown === undefined) return notFound(request);
      return {
        json: { object: 'page_markdown', id: request.params.id, markdown, truncated: false, unknown_block_ids: [] },
      };
    }),
    route('GET /v1/pages/:id/properties/:property', 'content', (request) => {
      const value = visible(request.params.id, 'page')?.properties[(request.params.property ?? '').slice(1)] as
        | { readonly type: string; readonly whole?: readonly unknown[] }
        | undefined;
      if (!value?.whole) return notFound(request);
      return simpleList(
        request,
        value.whole.map((one) => ({ object: 'property_item', type: value.type, [value.type]: one })),
      );
    }),
    route('GET /v1/blocks/:id', 'document', (request) => {
      const found = fileOf(request.params.id);
      if (found) return { json: shapes.fileBlock(found.node, found.file) };
      return single('block')(request);
    }),
    route('GET /v1/blocks/:id/children', 'containers', (request) => {
      const node = visible(request.params.id, 'page') ?? visible(request.params.id, 'block');
      return node ? simpleList(request, shapes.children(node)) : notFound(request);
    }),
    route('GET /v1/comments', 'content', (request) => {
      const node = visible(request.query.block_id, 'page');
      return node ? simpleList(request, shapes.comments(node)) : notFound(request);
    }),
    {
      route: 'GET /space/:id/:name',
      kind: 'content',
      bucket: 'files',
      open: true,
      answer: (request) => {
        const found = fileOf(request.params.id);
        if (!found || request.query['X-Amz-Signature'] === undefined) return { status: 403, body: '<Error/>' };
        if (request.headers.authorization !== undefined)
          return { status: 400, body: '<Error>Only one auth mechanism</Error>' };
        return { body: found.file.bytes };
      },
    },
  ];
}

/** https://developers.notion.com/reference/status-codes */
export function refusal(status: number, code: string, message: string): FakeAnswer {
  return { status, json: { object: 'error', status, code, message, request_id: 'fake' } };
}

function restricted(): FakeAnswer {
  return refusal(403, 'restricted_resource', 'Insufficient permissions for this endpoint.');
}

function notFound({ params }: FakeRequest): FakeAnswer {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(params.id ?? '')) {
    return refusal(
      400,
      'validation_error',
      `path failed validation: path.id should be a valid uuid, instead was "${params.id}".`,
    );
  }
  return refusal(404, 'object_not_found', `Could not find ${params.id}. Make sure it is shared with your integration.`);
}

function bodyOf(request: Pick<FakeRequest, 'json'>): ListBody {
  return (request.json ?? {}) as ListBody;
}

function kindOfSearch(request: Pick<FakeRequest, 'json'>): FakeRequestKind {
  return bodyOf(request).sort?.direction === 'ascending' ? 'listing' : 'changes';
}
