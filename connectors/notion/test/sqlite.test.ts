import { createRandom } from '@acequia/testkit';
import { afterEach, expect, test } from 'vitest';
import { makeSqlitePlace } from '../../../tests/sync/make-place.ts';
import { openSyncFixture, type SyncFixture } from '../../../tests/sync/sync-fixture.ts';
import connector from '../src/index.ts';
import { type NotionFixture, openNotion } from './notion-fixture.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function opened(documents: number): Promise<{ notion: NotionFixture; fixture: SyncFixture }> {
  const notion = await openNotion({ documents });
  closing.push(() => notion.close());
  const place = makeSqlitePlace();
  closing.push(() => place.remove());
  const fixture = await openSyncFixture({ url: place.url, connector, clock: notion.clock });
  closing.push(() => fixture.close());
  return { notion, fixture };
}

/** Titles and places in the database and in the workspace, by id. */
async function compare({ notion, fixture }: Awaited<ReturnType<typeof opened>>): Promise<void> {
  const shown = (entries: Iterable<[string, { title: string; parent?: string; container: boolean }]>) =>
    Object.fromEntries([...entries].map(([id, { title, parent, container }]) => [id, [title, parent, container]]));
  expect(shown(await fixture.stored())).toEqual(shown(notion.fake.snapshot()));
  expect(await fixture.problems(true)).toEqual([]);
}

test('the database follows a workspace that changes all the time', async () => {
  const both = await opened(30);
  const { notion, fixture } = both;
  const { mutate, workspace } = notion.fake;
  const sync = (kind: 'incremental' | 'full') => fixture.sync(kind, { openContext: notion.openContext });
  expect((await sync('incremental')).status).toBe('success');
  await compare(both);
  const random = createRandom(7);
  const trashed: string[] = [];
  for (let round = 0; round < 12; round++) {
    await notion.clock.advance(600_000);
    for (let change = 0; change < 4; change++) {
      const pages = [...workspace.nodes.values()].filter((node) => node.kind === 'page' && workspace.isLive(node));
      const tables = [...workspace.nodes.values()].filter((node) => node.kind === 'table' && workspace.isLive(node));
      const page = pages[Math.floor(random() * pages.length)]?.id ?? '';
      const table = tables[Math.floor(random() * tables.length)]?.id;
      const dice = Math.floor(random() * 6);
      if (dice === 0) await mutate.create({ ...(table !== undefined && { parent: table }) });
      else if (dice === 1) await mutate.update?.(page);
      else if (dice === 2) await mutate.rename?.(page, `Renamed ${round}.${change}`);
      else if (dice === 3 && table !== undefined) await mutate.move?.(page, table);
      else if (dice === 4) {
        await mutate.delete?.(page);
        trashed.push(page);
      } else {
        const back = trashed.pop();
        if (back !== undefined) await mutate.restore?.(back);
      }
    }
    await sync('incremental');
    await compare(both);
  }
  await notion.clock.advance(3_600_000);
  await sync('full');
  await compare(both);
});

test('a sync that stops after each page goes on where it was and asks for little twice', async () => {
  const both = await opened(350);
  const { notion, fixture } = both;
  let rounds = 0;
  for (let status = ''; status !== 'success'; rounds++) {
    const outcome = await fixture.sync('incremental', { openContext: notion.openContext, maxDocuments: 100 });
    status = outcome.status;
    expect(['partial', 'success']).toContain(status);
    expect(rounds).toBeLessThan(30);
  }
  expect(rounds).toBeGreaterThan(3);
  await compare(both);
  expect(notion.fake.requests.count('content')).toBe(350);
});

test('a cursor that nobody knows means a full sync', async () => {
  const both = await opened(10);
  const { notion, fixture } = both;
  const sync = () => fixture.sync('incremental', { openContext: notion.openContext });
  await sync();
  await fixture.database.transaction((sql) => sql.run(`UPDATE slices SET cursor_json = '{"phase":"older"}'`));
  notion.fake.requests.clear();
  expect((await sync()).status).toBe('success');
  expect(notion.fake.requests.count('listing')).toBeGreaterThan(2);
  expect(notion.fake.requests.count('content')).toBe(0);
  await compare(both);
});
