import type { PagedApi } from '../connector/paged-api.ts';
import { signWebhook } from '../connector/paged-webhook.ts';
import type { ReadOptions } from '../connector/read-options.ts';
import { tokenAuth } from '../fake/fake-auth.ts';
import type { FakeRequest, FakeRequestKind } from '../fake/fake-request-log.ts';
import type { FakeRoute } from '../fake/fake-route.ts';
import { createFakeServer } from '../fake/fake-server.ts';
import type { ExpectedDocument, FakeOptions, FakeSource } from '../fake/fake-source.ts';
import type { ItemFault } from '../model/item-faults.ts';
import { createModelApi } from '../model/model-api.ts';
import { SourceModel } from '../model/source-model.ts';
import { answerRequest } from './answer-request.ts';
import type { RequestKind } from './paged-request.ts';

/** How the connector that reads it is made, and how large its pages are. */
export interface PagedFakeOptions extends FakeOptions, ReadOptions {
  /** Documents in a page. Default 5. */
  readonly pageSize?: number;
}

const kinds: Readonly<Record<RequestKind, FakeRequestKind>> = {
  feeds: 'containers',
  now: 'changes',
  documents: 'listing',
  ids: 'listing',
  changes: 'changes',
  modified: 'changes',
  containers: 'containers',
  states: 'document',
  content: 'content',
  contents: 'content',
  unknown: 'unknown',
};

const secret = 'paged-webhook-secret';

/** The fake of {@link pagedConnector}: two feeds of folders and documents. */
export async function startPagedFake(options: PagedFakeOptions = {}): Promise<FakeSource> {
  const { documents = 20, pageSize = 5, mode = 'feed', content = 'inline', contentBatch = 50 } = options;
  const { clock = Date, port, claims } = options;
  const model = new SourceModel({ ...options, documents, bytes: 200, feeds: 2, folders: { depth: 2, breadth: 2 } });
  const forbidden = new Map<string, ItemFault>();
  let hidden: ReadonlySet<string> = new Set();
  const api = hideFrom(createModelApi(model, forbidden), () => hidden);
  const auth = tokenAuth('paged-secret-token');
  const server = await createFakeServer({ routes: routesOf(api), clock, auth, ...(port !== undefined && { port }) });

  function floor(changed: number | undefined): number {
    const pages = (count: number) => Math.max(1, Math.ceil(count / pageSize));
    const perFeed = model.feeds.map((feed) => {
      const items = [...model.store.byId(feed)].length;
      const listing = pages(items);
      const following = changed === undefined ? 1 : pages(changed);
      if (mode === 'revisit') return listing;
      const now = mode === 'window' || changed === undefined ? 1 : 0;
      return now + (changed === undefined ? listing : 0) + following;
    });
    const bodies = content === 'inline' ? 0 : Math.ceil((changed ?? countDocuments(model)) / contentBatch);
    return 1 + perFeed.reduce((sum, one) => sum + one, 0) + bodies;
  }

  return {
    ...server,
    origins: {},
    settings: { url: server.url, pageSize, idsPageSize: pageSize * 2, webhookSecret: secret },
    auth: 'token',
    credentials: auth.credentials,
    clock: model.clock,
    mutate: {
      create: (options) => model.create(options),
      update: (id, body) => model.update(id, body === undefined ? {} : { body }),
      rename: (id, title) => model.rename(id, title),
      move: (id, parent) => model.move(id, parent),
      delete: (id) => model.delete(id),
      restore: (id) => void model.restore(id),
      setAccess: (id, access) => model.setAccess(id, access),
    },
    cannot: {
      ...(claims !== 'confirmed' && { hide: 'The listing of this source leaves nothing out.' }),
      ...(mode !== 'feed' && { expireCursors: 'Times and ids do not expire.' }),
    },
    snapshot: () => snapshotOf(model, forbidden),
    floor: (work) => floor(work.kind === 'full' ? undefined : work.changed),
    forbid(ids) {
      forbidden.clear();
      for (const id of ids) forbidden.set(id, 403);
    },
    ...(claims === 'confirmed' && {
      hide: (ids) => {
        hidden = new Set(ids);
      },
    }),
    ...(mode === 'feed' && { expireCursors: () => model.events.expire() }),
    expireCredentials: auth.expire,
    webhook: {
      changed: (id) => call({ changed: id }, clock.now()),
      challenge: () => ({ request: call({ challenge: 'abc' }, clock.now()), answer: 'abc' }),
    },
  };
}

/** In front of the routes of `answerRequest`: what the log needs to know, and the one route for all. */
function routesOf(api: PagedApi): FakeRoute[] {
  const route = (route: string, kind: RequestKind): FakeRoute => ({
    route,
    kind: kinds[kind],
    bucket: kinds[kind] === 'content' ? 'content' : 'listing',
    answer: (request) => answerRequest(api, toPagedRequest(request, kind)),
  });
  return [
    route('GET /feeds', 'feeds'),
    route('GET /feeds/:feed', 'now'),
    route('GET /feeds/:feed/documents', 'documents'),
    route('GET /feeds/:feed/ids', 'ids'),
    route('GET /feeds/:feed/changes', 'changes'),
    route('GET /feeds/:feed/modified', 'modified'),
    route('GET /containers', 'containers'),
    route('POST /documents', 'states'),
    route('GET /documents/:id', 'states'),
    route('GET /documents/:id/content', 'content'),
    route('POST /contents', 'contents'),
  ];
}

function toPagedRequest(request: FakeRequest, kind: RequestKind) {
  const { number, method, path, query, params, json } = request;
  const { feed, id } = params;
  const bucket = kinds[kind] === 'content' ? ('content' as const) : ('listing' as const);
  const ids = id === undefined ? [] : [id];
  return { number, kind, bucket, method, path, query, ...(feed !== undefined && { feed }), ids, json };
}

function hideFrom(api: PagedApi, hidden: () => ReadonlySet<string>): PagedApi {
  const isShown = (item: unknown) => !hidden().has((item as { readonly id: string }).id);
  return {
    ...api,
    async list(feed, query, bodies) {
      const page = await api.list(feed, query, bodies);
      return page === 'left' ? page : { ...page, items: page.items.filter(isShown) };
    },
    async ids(feed, query) {
      const page = await api.ids(feed, query);
      return page === 'left' ? page : { ...page, ids: page.ids.filter((id) => !hidden().has(id)) };
    },
  };
}

function call(json: unknown, time: number) {
  const body = Buffer.from(JSON.stringify(json));
  const headers = { 'x-time': String(time), 'x-signature': signWebhook(secret, time, body) };
  return { method: 'POST', headers, query: {}, body };
}

const countDocuments = (model: SourceModel) =>
  [...model.snapshot().values()].filter(({ container }) => !container).length;

function snapshotOf(model: SourceModel, forbidden: ReadonlyMap<string, ItemFault>): Map<string, ExpectedDocument> {
  return new Map(
    [...model.snapshot()].map(([id, { title, parent, container, feeds, access }]) => {
      const item = model.get(id);
      return [
        id,
        {
          title,
          container,
          ...(parent !== undefined && { parent }),
          ...(feeds[0] !== undefined && { slice: feeds[0] }),
          ...(item && !container && { body: model.bodyOf(item) }),
          ...(access && { access }),
          ...(forbidden.has(id) && { unreadable: true as const }),
        },
      ];
    }),
  );
}
