import {
  basicAuth,
  createFakeServer,
  createRandom,
  type ExpectedDocument,
  type FakeMutations,
  type FakeOptions,
  type FakeSource,
  type FakeWork,
  SeededText,
  SourceClock,
} from '@acequia/testkit';
import { davRoutes } from './dav-api.ts';
import { type DavBehaviour, type DavPolicy, usualPolicy } from './dav-policy.ts';
import { type DavNode, DavTree } from './dav-tree.ts';
import { fillTree } from './fill-tree.ts';

/** The fake with what only WebDAV has. */
export interface DavFake extends FakeSource {
  readonly tree: DavTree;
  readonly policy: DavPolicy;
  /** The id that the connector gives to a node. */
  idOf(node: DavNode): string;
}

export type DavFakeOptions = FakeOptions & Partial<DavBehaviour>;

const base = '/remote.php/dav/files/ana%40example.org/';

/** A WebDAV server with a tree of folders. Times are whole seconds; etags tell every content apart, unless `etags` says otherwise. */
export async function startFake(options: DavFakeOptions = {}): Promise<DavFake> {
  const { clock: host = Date, skew = 0, granularity = 1000, seed = 1, documents = 20, port, ...behaviour } = options;
  const clock = new SourceClock({ clock: host, skew, granularity });
  const policy: DavPolicy = {
    ...usualPolicy,
    ...behaviour,
    status: new Map(),
    listedStatus: new Map(),
    nameless: new Set(),
    links: new Set(),
    stale: new Map(),
  };
  const tree = new DavTree(() => clock.now());
  const text = new SeededText(seed);
  fillTree(tree, text, createRandom(seed), documents);
  const forbidden = new Set<DavNode>();
  const auth = basicAuth('reader', 'fake-app-password');
  const server = await createFakeServer({
    routes: davRoutes({ tree, policy, base, now: () => clock.now(), forbidden }),
    auth,
    clock: host,
    refuse: (status) => ({ status, body: `<html><body>Status ${status}</body></html>` }),
    ...(port !== undefined && { port }),
  });
  const idOf = (node: DavNode) => (policy.cloud && !node.children ? `/fileid/${node.number}` : tree.pathOf(node));
  const find = (id: string) => {
    const node = [...tree.below()].find((one) => idOf(one) === id);
    if (!node) throw new Error(`"${id}" is not there`);
    return node;
  };
  return {
    ...server,
    tree,
    policy,
    idOf,
    origins: {},
    settings: { url: `${server.url}${base.slice(0, -1)}` },
    auth: 'basic',
    credentials: auth.credentials,
    clock,
    mutate: mutationsOf(tree, text, find, idOf),
    cannot: {
      moveAcross: 'A server is one slice.',
      setAccess: 'WebDAV does not tell who may read.',
      hide: 'A listing comes from the files themselves, not from an index that lags.',
      webhook: 'WebDAV servers call nobody.',
      ...(policy.sync === 'none' && { expireCursors: 'A server without sync-collection hands out no positions.' }),
    },
    snapshot: () => snapshotOf(tree, forbidden, idOf),
    floor: (work) => floorOf(tree, policy, work),
    forbid(ids) {
      forbidden.clear();
      for (const id of ids) forbidden.add(find(id));
    },
    ...(policy.sync !== 'none' && { expireCursors: () => tree.log.expire() }),
    expireCredentials: auth.expire,
  };
}

function mutationsOf(
  tree: DavTree,
  text: SeededText,
  find: (id: string) => DavNode,
  idOf: (node: DavNode) => string,
): FakeMutations {
  let made = 0;
  const newBody = () => text.body('new', ++made, 400);
  // Titles may come twice, names in a folder cannot.
  const freeName = (parent: DavNode, name: string): string =>
    parent.children?.has(name) ? freeName(parent, `${name} again`) : name;
  return {
    create({ parent, title, body, container } = {}) {
      const folder = parent === undefined ? tree.root : find(parent);
      const name = freeName(folder, title ?? `New ${++made}.txt`);
      return idOf(tree.create(folder, name, container ? undefined : (body ?? newBody())));
    },
    update: (id, body) => tree.update(find(id), body ?? newBody()),
    rename(id, title) {
      const node = find(id);
      const parent = node.parent ?? tree.root;
      tree.move(node, parent, freeName(parent, title));
      return idOf(node);
    },
    move(id, parent) {
      const [node, folder] = [find(id), find(parent)];
      tree.move(node, folder, freeName(folder, node.name));
      return idOf(node);
    },
    delete: (id) => tree.delete(find(id)),
    restore(id) {
      tree.restore((node) => idOf(node) === id || id.endsWith(`/${node.name}`) || id === node.name);
    },
  };
}

function snapshotOf(
  tree: DavTree,
  forbidden: ReadonlySet<DavNode>,
  idOf: (node: DavNode) => string,
): ReadonlyMap<string, ExpectedDocument> {
  return new Map(
    [...tree.below()].map((node) => [
      idOf(node),
      {
        title: node.name,
        container: node.children !== undefined,
        ...(node.parent?.parent && { parent: idOf(node.parent) }),
        ...(!node.children && { body: node.body }),
        ...(forbidden.has(node) && { unreadable: true as const }),
      },
    ]),
  );
}

/**
 * One request for each folder and the address itself, or one for all where that is allowed; one for each content. To
 * follow: all folders again, or one report with a page for each `pageSize` changes.
 */
function floorOf(tree: DavTree, policy: DavPolicy, work: FakeWork): number {
  const nodes = [...tree.below()];
  const folders = nodes.filter(({ children }) => children).length;
  const listing = policy.infinity === 'allowed' ? 1 : folders + 1;
  if (work.kind === 'full') return listing + nodes.length - folders;
  const looking = policy.sync === 'all' ? Math.max(1, Math.ceil(work.changed / policy.pageSize)) : listing;
  return looking + work.changed;
}
