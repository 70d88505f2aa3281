import { hashBody, type SnapshotEntry } from '@acequia/testkit';
import { expect, onTestFinished } from 'vitest';
import type { DavNode } from './fake/dav-tree.ts';
import { type DavFake, type DavFakeOptions, startFake } from './fake/index.ts';
import { openSourceHost, type SourceHost } from './source-host.ts';

/** A data source on a fake that holds three files in two folders, and nothing else. */
export interface FakeHost extends SourceHost {
  readonly fake: DavFake;
  readonly folder: DavNode;
  readonly file: DavNode;
  /** Lets the server's time go by. */
  pass(milliseconds: number): void;
}

/** Closed after the test. The files are older than what a version needs. */
export async function openFake(options: DavFakeOptions = {}): Promise<FakeHost> {
  let time = Date.UTC(2026, 0, 1);
  const fake = await startFake({ ...options, documents: 0, clock: { now: () => time } });
  onTestFinished(() => fake.close());
  const { tree } = fake;
  for (const node of [...(tree.root.children?.values() ?? [])]) tree.delete(node);
  const folder = tree.create(tree.root, 'folder', undefined);
  const inner = tree.create(folder, 'inner', undefined);
  const file = tree.create(folder, 'one.txt', 'The first');
  tree.create(folder, 'two.txt', 'The second');
  tree.create(inner, 'three.txt', 'The third');
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  pass(60_000);
  const { username = '', password = '' } = fake.credentials();
  const host = await openSourceHost({ url: String(fake.settings.url), credentials: { username, password } });
  return Object.assign(host, { fake, folder, file, pass });
}

/** The store holds exactly what the fake has, and owes nothing. */
export async function expectTrue({ fake, fixture }: FakeHost): Promise<void> {
  const expected = [...fake.snapshot()].map(
    ([id, { title, container = false, parent, body }]): [string, SnapshotEntry] => [
      id,
      {
        title,
        container,
        feeds: [''],
        ...(parent !== undefined && { parent }),
        ...(body !== undefined && { bodyHash: hashBody(body) }),
      },
    ],
  );
  expect(await fixture.stored()).toEqual(new Map(expected));
  expect(await fixture.problems(true)).toEqual([]);
}
