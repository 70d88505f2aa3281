import { chmod } from 'node:fs/promises';
import {
  createFakeServer,
  createRandom,
  type ExpectedDocument,
  type FakeOptions,
  type FakeSource,
  SeededText,
  SourceClock,
} from '@acequia/testkit';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { mutationsOf } from './disk-mutations.ts';
import { DiskTree } from './disk-tree.ts';
import { fillTree } from './fill-tree.ts';

/** A real folder. Its files have the modification times of the fake's clock; all else about them is the disk's. */
export async function startFake(options: FakeOptions = {}): Promise<FakeSource> {
  const { clock: host = Date, skew = 0, granularity = 1, seed = 1, documents = 20, port } = options;
  const clock = new SourceClock({ clock: host, skew, granularity });
  const temporary = await createTemporaryFolder();
  await chmod(temporary.path, 0o755);
  const tree = new DiskTree({ base: temporary.path, now: () => clock.now() });
  const text = new SeededText(seed);
  fillTree(tree, text, createRandom(seed), documents);
  const server = await createFakeServer({ routes: [], ...(port !== undefined && { port }) });
  return {
    ...server,
    origins: {},
    settings: { path: tree.path },
    auth: 'none',
    credentials: () => ({}),
    clock,
    mutate: mutationsOf(tree, text),
    cannot: {
      requests: 'A disk is asked by calls of the system, which nothing counts, limits or breaks off.',
      moveAcross: 'A folder is one slice.',
      setAccess: 'Who may read a file is not read.',
      hide: 'A folder is listed by the disk itself, not from an index beside it.',
      expireCredentials: 'Nobody signs in to a disk.',
      webhook: 'A disk calls nobody.',
    },
    snapshot: () => snapshotOf(tree),
    floor: () => 0,
    forbid: (ids) => tree.forbid(ids.map((id) => tree.find(id))),
    expireCursors: () => tree.replaceRoot(),
    async close() {
      tree.forbid([]);
      await Promise.all([server.close(), temporary[Symbol.asyncDispose]()]);
    },
  };
}

function snapshotOf(tree: DiskTree): ReadonlyMap<string, ExpectedDocument> {
  return new Map(
    [...tree.below()].map((node) => [
      tree.idOf(node),
      {
        title: node.name.title,
        container: node.children !== undefined,
        ...(node.parent && node.parent !== tree.root && { parent: tree.idOf(node.parent) }),
        ...(!node.children && { body: node.body }),
        ...(tree.isForbidden(node) && { unreadable: true as const }),
      },
    ]),
  );
}
