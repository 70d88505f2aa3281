import { createHmac } from 'node:crypto';
import {
  createFakeServer,
  createPageTokens,
  type ExpectedDocument,
  type FakeOptions,
  type FakeSource,
  type FakeWork,
  SourceClock,
  tokenAuth,
} from '@acequia/testkit';
import { createFakeRoutes, type FakePosition, refusal } from './fake-routes.ts';
import { FakeShapes, storage } from './fake-shapes.ts';
import { type FakeParent, FakeWorkspace } from './fake-workspace.ts';

const webhookToken = 'secret_verification_token_of_the_webhook';

/** The fake with what only Notion has. */
export interface FakeNotion extends FakeSource {
  readonly workspace: FakeWorkspace;
  /** Capabilities that the connection lacks from now on. */
  lack(...capabilities: ('content' | 'comments')[]): void;
  /** Rows that one query gives at the most. */
  limitQueries(rows: number): void;
}

const codes: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'restricted_resource',
  404: 'object_not_found',
  409: 'conflict_error',
  429: 'rate_limited',
  500: 'internal_server_error',
  503: 'service_unavailable',
  529: 'service_overload',
};

/** How a Notion is started. */
export interface FakeNotionOptions extends FakeOptions {
  /** Results in one answer. Default 100, the most that Notion gives. */
  readonly pageSize?: number;
}

/** A Notion workspace on 127.0.0.1, by the reference of version 2026-03-11. Minutes are its smallest time. */
export async function startFake(options: FakeNotionOptions = {}): Promise<FakeNotion> {
  const {
    clock: host = Date,
    skew = 0,
    granularity = 60_000,
    seed = 1,
    documents = 20,
    port,
    pageSize = 100,
  } = options;
  const clock = new SourceClock({ clock: host, skew, granularity });
  const workspace = new FakeWorkspace(clock, seed);
  workspace.seed(documents);
  const shapes = new FakeShapes(workspace);
  const tokens = createPageTokens<FakePosition>({ clock: host });
  const auth = tokenAuth('ntn_fake_token_of_a_connection');
  const unindexed = new Set<string>();
  const lacking = new Set<'content' | 'comments'>();
  let limit = 10_000;
  // The Date header says seconds, whatever times are rounded to.
  const exact = new SourceClock({ clock: host, skew });
  const server = await createFakeServer({
    routes: createFakeRoutes({
      workspace,
      shapes,
      tokens,
      unindexed,
      lacking,
      pageSize,
      queryLimit: () => limit,
      exact,
    }),
    clock: host,
    auth,
    refuse: (status) => refusal(status, codes[status] ?? 'invalid_request', `fake status ${status}`),
    ...(port !== undefined && { port }),
  });

  function parentOf(id: string | undefined): FakeParent {
    if (id === undefined) return { type: 'workspace' };
    const { kind } = workspace.get(id);
    return { type: kind, id };
  }

  return {
    ...server,
    workspace,
    clock: exact,
    auth: 'token',
    credentials: auth.credentials,
    origins: { 'https://api.notion.com': server.url, [storage]: server.url },
    settings: { webhookToken },
    cannot: {
      moveAcross: 'A workspace is one slice.',
      setAccess: 'The API gives no permissions.',
      forbid: 'A connection sees a page whole or not at all, and what it does not see is answered with 404.',
    },
    mutate: {
      create: ({ parent, title, body, container } = {}) =>
        workspace.create({
          kind: container ? 'table' : 'page',
          parent: parentOf(parent),
          ...(title !== undefined && { title }),
          ...(body !== undefined && { body }),
        }),
      update: (id, body) => workspace.update(id, body),
      rename(id, title) {
        const node = workspace.get(id);
        node.title = title;
        workspace.touch(node);
        return id;
      },
      move(id, parent) {
        const node = workspace.get(id);
        node.parent = parentOf(parent);
        workspace.touch(node);
        return id;
      },
      delete(id) {
        const node = workspace.get(id);
        node.trashed = true;
        workspace.touch(node);
      },
      restore(id) {
        const node = workspace.get(id);
        node.trashed = false;
        workspace.touch(node);
      },
    },
    snapshot: () => snapshot(workspace),
    floor: (work) => floor(workspace, work, pageSize),
    hide(ids) {
      unindexed.clear();
      for (const id of ids) unindexed.add(id);
    },
    expireCursors: () => tokens.expire(),
    expireCredentials: () => auth.expire(),
    webhook: {
      changed(id) {
        const { kind } = workspace.get(id);
        const body = Buffer.from(
          JSON.stringify({
            id: workspace.id(),
            timestamp: new Date(host.now()).toISOString(),
            type: kind === 'table' ? 'data_source.schema_updated' : 'page.content_updated',
            attempt_number: 1,
            api_version: '2026-03-11',
            entity: { id, type: kind === 'table' ? 'data_source' : 'page' },
            data: { parent: { id: workspace.id(), type: 'space' }, updated_blocks: [] },
          }),
        );
        const signature = createHmac('sha256', webhookToken).update(body).digest('hex');
        return { method: 'POST', query: {}, headers: { 'x-notion-signature': `sha256=${signature}` }, body };
      },
    },
    lack(...capabilities) {
      lacking.clear();
      for (const capability of capabilities) lacking.add(capability);
    },
    limitQueries(rows) {
      limit = rows;
    },
  };
}

function snapshot(workspace: FakeWorkspace): ReadonlyMap<string, ExpectedDocument> {
  const expected = new Map<string, ExpectedDocument>();
  for (const node of workspace.nodes.values()) {
    if (node.kind === 'block' || !workspace.isLive(node)) continue;
    const parent = workspace.placeOf(node);
    const { title } = node;
    const container = node.kind === 'table';
    expected.set(node.id, {
      title,
      container,
      ...(parent !== undefined && { parent }),
      ...(!container && { contains: [node.body.slice(0, 200)] }),
    });
  }
  return expected;
}

/**
 * Full: one request for the position, pages of 100 of tables and of pages, each table's rows in pages of 100 (search
 * promises nothing), and one for the markdown of each page. Incremental: pages of 100 of what was edited, one look
 * into the trash, and one for each markdown.
 */
function floor(workspace: FakeWorkspace, work: FakeWork, pageSize: number): number {
  const pages = (count: number) => Math.max(1, Math.ceil(count / pageSize));
  if (work.kind === 'incremental') return pages(work.changed) + 1 + work.changed;
  const live = [...workspace.nodes.values()].filter((node) => workspace.isLive(node));
  const tables = live.filter(({ kind }) => kind === 'table');
  const documents = live.filter(({ kind }) => kind === 'page').length;
  const rows = tables.map(({ id }) => live.filter(({ parent }) => parent.type === 'table' && parent.id === id).length);
  return 1 + pages(tables.length) + rows.reduce((sum, count) => sum + pages(count), 0) + pages(documents) + documents;
}
