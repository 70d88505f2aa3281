import { afterEach, expect, test } from 'vitest';
import { differences } from './differences.ts';
import { type NotionFixture, openNotion } from './notion-fixture.ts';

let open: NotionFixture | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function opened(options?: Parameters<typeof openNotion>[0]): Promise<NotionFixture> {
  open = await openNotion(options);
  return open;
}

test('a first sync has everything, with the requests of the floor', async () => {
  const notion = await opened({ documents: 250 });
  const outcome = await notion.sync();
  expect(outcome).toMatchObject({ status: 'success', counts: { created: 252, failed: 0 } });
  expect(differences(notion)).toEqual([]);
  expect(notion.fake.requests.count()).toBe(notion.fake.floor({ kind: 'full' }));
});

test('without a change nothing is fetched or written', async () => {
  const notion = await opened();
  await notion.sync();
  notion.fake.requests.clear();
  const { counts } = await notion.sync();
  expect(notion.fake.requests.count('content')).toBe(0);
  expect(notion.fake.requests.count()).toBe(2);
  expect(counts).toMatchObject({ created: 0, updated: 0, deleted: 0 });
});

test('edited, new, moved and trashed pages are seen by the next sync', async () => {
  const notion = await opened();
  await notion.sync();
  const { mutate, workspace } = notion.fake;
  const pages = [...workspace.nodes.values()].filter(({ kind, parent }) => kind === 'page' && parent.type === 'table');
  const [first, second, third] = pages.map(({ id }) => id);
  await notion.clock.advance(3_600_000);
  await mutate.update?.(first ?? '', 'quite another text');
  await mutate.rename?.(second ?? '', 'Another name');
  await mutate.delete?.(third ?? '');
  const table = await mutate.create({ container: true, title: 'New table' });
  await mutate.create({ parent: table, title: 'Its first row' });
  notion.fake.requests.clear();
  expect((await notion.sync()).status).toBe('success');
  expect(differences(notion)).toEqual([]);
  expect(notion.fake.requests.count()).toBeLessThanOrEqual(notion.fake.floor({ kind: 'incremental', changed: 3 }));
});

test('two edits within one minute are both seen', async () => {
  const notion = await opened();
  await notion.sync();
  const [id] = [...notion.fake.workspace.nodes.values()].filter(({ kind }) => kind === 'page').map((node) => node.id);
  await notion.clock.advance(3_600_000);
  await notion.fake.mutate.update?.(id ?? '', 'the first edit');
  await notion.sync();
  await notion.clock.advance(10_000);
  await notion.fake.mutate.update?.(id ?? '', 'the second edit');
  await notion.sync();
  expect(notion.store.documents().get(id ?? '')?.markdown).toContain('the second edit');
  await notion.clock.advance(3_600_000);
  await notion.sync();
  notion.fake.requests.clear();
  await notion.sync();
  expect(notion.fake.requests.count('content')).toBe(0);
});

test('a trashed page comes back with what lies below it', async () => {
  const notion = await opened();
  const { mutate } = notion.fake;
  const top = notion.fake.workspace.create({ kind: 'page', parent: { type: 'workspace' }, at: 0 });
  notion.fake.workspace.create({ kind: 'page', parent: { type: 'page', id: top }, at: 0 });
  await notion.sync();
  await notion.clock.advance(3_600_000);
  await mutate.delete?.(top);
  await notion.sync();
  expect(differences(notion)).toEqual([]);
  await notion.clock.advance(3_600_000);
  await mutate.restore?.(top);
  await notion.sync();
  expect(differences(notion)).toEqual([]);
});

test('pages in toggles belong to the page around these', async () => {
  const notion = await opened({ documents: 3 });
  const { workspace } = notion.fake;
  const [page] = [...workspace.nodes.values()].filter(({ kind }) => kind === 'page');
  const outer = workspace.create({ kind: 'block', parent: { type: 'page', id: page?.id ?? '' } });
  const inner = workspace.create({ kind: 'block', parent: { type: 'block', id: outer } });
  for (const title of ['One', 'Two']) workspace.create({ kind: 'page', parent: { type: 'block', id: inner }, title });
  await notion.sync();
  expect(differences(notion)).toEqual([]);
  expect(notion.fake.requests.count((request) => request.path.startsWith('/v1/blocks/'))).toBe(2);
});

test('what search misses is kept as long as Notion answers for it, and goes when it does not', async () => {
  const notion = await opened();
  await notion.sync();
  const pages = [...notion.fake.workspace.nodes.values()].filter(
    ({ kind, parent }) => kind === 'page' && parent.type === 'page',
  );
  const [lagging, unshared] = pages;
  notion.fake.hide?.([lagging?.id ?? '']);
  if (unshared) unshared.hidden = true;
  await notion.sync('full');
  expect(notion.store.documents().has(lagging?.id ?? '')).toBe(true);
  expect(notion.store.documents().has(unshared?.id ?? '')).toBe(false);
});

test('rows that search misses are found by a query', async () => {
  const notion = await opened();
  const rows = [...notion.fake.workspace.nodes.values()].filter(({ parent }) => parent.type === 'table');
  notion.fake.hide?.(rows.map(({ id }) => id));
  await notion.sync();
  expect(differences(notion)).toEqual([]);
});

test('a table with more rows than a query gives is read whole', async () => {
  const notion = await opened({ documents: 2 });
  const table = await notion.fake.mutate.create({ container: true });
  const start = notion.clock.now() - 86_400_000;
  for (let row = 0; row < 450; row++) {
    notion.fake.workspace.create({ kind: 'page', parent: { type: 'table', id: table }, at: start + row * 20_000 });
  }
  notion.fake.limitQueries(200);
  notion.fake.hide?.(
    [...notion.fake.workspace.nodes.values()].filter(({ kind }) => kind === 'page').map(({ id }) => id),
  );
  expect((await notion.sync()).status).toBe('success');
  const rows = [...notion.store.documents().values()].filter(({ parent }) => parent === table);
  expect(rows).toHaveLength(450);
});

test('only what lies below a pick is read, and what leaves it goes', async () => {
  const notion = await opened();
  const { workspace } = notion.fake;
  const nodes = [...workspace.nodes.values()];
  const table = nodes.find(({ kind }) => kind === 'table')?.id ?? '';
  const rows = nodes.filter(({ parent }) => parent.type === 'table' && parent.id === table).map(({ id }) => id);
  const below = workspace.create({ kind: 'page', parent: { type: 'page', id: rows[0] ?? '' }, title: 'Below a row' });
  const picks = [{ id: table }];
  expect((await notion.sync('incremental', picks)).status).toBe('success');
  expect([...notion.store.documents().keys()].sort()).toEqual([table, ...rows, below].sort());
  await notion.clock.advance(3_600_000);
  const elsewhere = nodes.find(({ kind, parent }) => kind === 'page' && parent.type === 'workspace')?.id ?? '';
  await notion.fake.mutate.move?.(rows[1] ?? '', elsewhere);
  await notion.sync('incremental', picks);
  expect(notion.store.documents().has(rows[1] ?? '')).toBe(false);
  expect(notion.store.documents().has(rows[0] ?? '')).toBe(true);
});

test('a listing whose tokens run out goes on where it was', async () => {
  const notion = await opened({ documents: 350 });
  let searches = 0;
  notion.fake.onRequest((request) => {
    if (request.path !== '/v1/search') return;
    searches += 1;
    if (searches === 5) notion.fake.expireCursors?.();
  });
  expect((await notion.sync()).status).toBe('success');
  expect(differences(notion)).toEqual([]);
  // Up to two pages are asked for again, and no content twice.
  expect(notion.fake.requests.count()).toBeLessThanOrEqual(notion.fake.floor({ kind: 'full' }) + 3);
});

test('a workspace without content is a success, and one that was emptied loses nothing by itself', async () => {
  const notion = await opened({ documents: 0 });
  for (const node of notion.fake.workspace.nodes.values()) node.hidden = true;
  expect((await notion.sync()).status).toBe('success');
  expect(notion.store.documents().size).toBe(0);
  for (const node of notion.fake.workspace.nodes.values()) node.hidden = false;
  for (let page = 0; page < 5; page++) await notion.fake.mutate.create();
  await notion.sync('full');
  expect(differences(notion)).toEqual([]);
  for (const node of notion.fake.workspace.nodes.values()) node.hidden = true;
  await notion.sync('full');
  expect([...notion.store.documents().values()].filter(({ container }) => !container)).toHaveLength(5);
});

test('access that is revoked in the middle ends the sync with a remedy and keeps the documents', async () => {
  const notion = await opened({ documents: 40 });
  await notion.sync();
  await notion.clock.advance(3_600_000);
  for (const { id } of [...notion.fake.workspace.nodes.values()].filter(({ kind }) => kind === 'page')) {
    await notion.fake.mutate.update?.(id);
  }
  const before = notion.store.documents().size;
  notion.fake.faults.at('content', { type: 'status', status: 401 });
  const outcome = await notion.sync();
  expect(outcome).toMatchObject({
    status: 'failed',
    error: { kind: 'auth', remedy: expect.stringContaining('token') },
  });
  expect(notion.store.documents().size).toBe(before);
  notion.fake.faults.clear();
  await notion.sync();
  expect(differences(notion)).toEqual([]);
});

test('a rate limit parks the slice until the time that Notion says', async () => {
  const notion = await opened();
  notion.fake.faults.at(3, { type: 'rate-limit', seconds: 60 });
  const outcome = await notion.sync();
  expect(outcome).toMatchObject({ status: 'waiting', waitingUntil: notion.clock.now() + 60_000 });
  await notion.clock.advance(61_000);
  expect((await notion.sync()).status).toBe('success');
  expect(notion.fake.requests.early()).toBe(0);
  expect(differences(notion)).toEqual([]);
});

test('an overload parks it likewise', async () => {
  const notion = await opened();
  notion.fake.faults.at(2, { type: 'status', status: 529, headers: { 'retry-after': '45' } });
  expect(await notion.sync()).toMatchObject({ status: 'waiting', waitingUntil: notion.clock.now() + 45_000 });
});

test.each(['html', 'truncate', 'mistype', 'repeat'] as const)(
  'a broken answer (%s) fails and deletes nothing',
  async (type) => {
    const notion = await opened({ documents: 250 });
    await notion.sync();
    const before = notion.store.documents().size;
    notion.fake.faults.at('listing', { type });
    const outcome = await notion.sync('full');
    expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'bad-response' } });
    expect(notion.store.documents().size).toBe(before);
  },
);

test('a missing capability is named', async () => {
  const notion = await opened();
  notion.fake.lack('content');
  expect(await notion.sync()).toMatchObject({
    status: 'failed',
    error: { kind: 'forbidden', message: expect.stringContaining('"Read content"') },
  });
});
