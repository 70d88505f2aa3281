import { afterEach, expect, test } from 'vitest';
import { withoutSignatures } from '../src/clean-markdown.ts';
import { fetchContent } from '../src/fetch-content.ts';
import { collect, only } from './collect.ts';
import type { FakeFile, FakeNode } from './fake/fake-workspace.ts';
import { type NotionFixture, openNotion } from './notion-fixture.ts';

let open: NotionFixture | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** A workspace and one page of it. */
async function opened(settings?: Parameters<typeof openNotion>[0]): Promise<{ notion: NotionFixture; page: FakeNode }> {
  const notion = await openNotion(settings);
  open = notion;
  const id = notion.fake.workspace.create({
    kind: 'page',
    parent: { type: 'workspace' },
    title: 'Page',
    body: 'Hello',
  });
  return { notion, page: notion.fake.workspace.get(id) };
}

async function contentOf(notion: NotionFixture, id: string, ref: object = { object: 'page' }) {
  const fetched = await only(fetchContent(notion.context(), [{ id, ref: ref as never }]));
  if (!('body' in fetched)) throw new Error(`No body: ${JSON.stringify(fetched)}`);
  return fetched;
}

const file = (notion: NotionFixture, name: string, kind: FakeFile['kind'] = 'file'): FakeFile => ({
  id: notion.fake.workspace.id(),
  name,
  kind,
  bytes: Buffer.from(`content of ${name}`),
});

test('what is beyond the limit of a page comes in its place, and what is not shared stays a link', async () => {
  const { notion, page } = await opened();
  const shared = notion.fake.workspace.id();
  page.beyond.set(shared, 'first\nsecond\n');
  page.beyond.set(notion.fake.workspace.id(), undefined);
  const { body } = await contentOf(notion, page.id);
  expect(body).toContain('Hello\n\tfirst\n\tsecond\n');
  expect(body).toMatch(/\t\[block\]\(https:\/\/www\.notion\.so\//);
  expect(body).not.toContain('<unknown');
});

test('the text is the same each time, although addresses are signed anew', async () => {
  const { notion, page } = await opened();
  page.files.push(file(notion, 'plan.txt'));
  const { body } = await contentOf(notion, page.id);
  expect(body).toBe((await contentOf(notion, page.id)).body);
  expect(body).not.toContain('Signature');
  expect(body).toContain('plan.txt</file>');
});

test('signatures are removed in linear time and other addresses are kept', () => {
  const many = 'https://'.repeat(100_000);
  const started = performance.now();
  expect(withoutSignatures(many)).toBe(many);
  expect(performance.now() - started).toBeLessThan(2000);
  expect(withoutSignatures('[a](https://x.example/a?b=1) ![](https://f.example/p.png?X-Amz-Signature=s&c=2)')).toBe(
    '[a](https://x.example/a?b=1) ![](https://f.example/p.png)',
  );
});

test('files of blocks and properties are documents of their own, downloaded without the token', async () => {
  const { notion, page } = await opened();
  const table = await notion.fake.mutate.create({ container: true });
  page.parent = { type: 'table', id: table };
  page.files.push(file(notion, 'plan.txt'), file(notion, 'report.pdf', 'pdf'));
  page.propertyFiles.push(file(notion, 'same.csv'), file(notion, 'same.csv'));
  const { children = [] } = await contentOf(notion, page.id, { object: 'page', row: true });
  expect(children.map(({ title }) => title).sort()).toEqual(['plan.txt', 'report.pdf', 'same.csv', 'same.csv']);
  expect(new Set(children.map(({ id }) => id)).size).toBe(4);
  expect(JSON.stringify(children)).not.toContain('Signature');
  for (const { id, title, ref } of children) {
    const { body } = await contentOf(notion, id, ref as object);
    expect(Buffer.concat(await collect(body as AsyncIterable<Uint8Array>)).toString()).toBe(`content of ${title}`);
  }
});

test('a file that its page lost goes with the next sync', async () => {
  const { notion, page } = await opened({ documents: 1 });
  page.files.push(file(notion, 'plan.txt'), file(notion, 'notes.txt'));
  await notion.sync();
  const titles = () => [...notion.store.documents().values()].filter(({ owned }) => owned).map(({ title }) => title);
  expect(titles().sort()).toEqual(['notes.txt', 'plan.txt']);
  await notion.clock.advance(3_600_000);
  page.files.pop();
  notion.fake.workspace.touch(page);
  await notion.sync();
  expect(titles()).toEqual(['plan.txt']);
  await notion.clock.advance(30_000);
  page.files.pop();
  notion.fake.workspace.touch(page);
  await notion.sync();
  expect(titles()).toEqual([]);
});

test('without the setting no file is looked for', async () => {
  const { notion, page } = await opened({ settings: { files: false } });
  page.files.push(file(notion, 'plan.txt'));
  expect((await contentOf(notion, page.id)).children ?? []).toEqual([]);
  expect(notion.fake.requests.count('containers')).toBe(0);
});

test('open comments follow the text, threads indented', async () => {
  const { notion, page } = await opened({ settings: { comments: true } });
  page.comments.push(
    { discussion: 'a', author: 'Ana', text: 'Is this right?' },
    { discussion: 'a', author: 'Luis', text: 'Yes.\nIt is.' },
  );
  const { body } = await contentOf(notion, page.id);
  expect(body).toMatch(
    /## Comments\n\n- Ana, \d{4}-\d\d-\d\d: Is this right\?\n {2}- Luis, [\d-]+: Yes\.\n {4}It is\./,
  );
});

test('more than a page of comments is read to the end, and none without the capability', async () => {
  const { notion, page } = await opened({ settings: { comments: true } });
  for (let index = 0; index < 150; index++)
    page.comments.push({ discussion: `${index}`, author: 'Ana', text: `No. ${index}` });
  expect((await contentOf(notion, page.id)).body).toContain('No. 149');
  notion.fake.lack('comments');
  expect(await only(fetchContent(notion.context(), [{ id: page.id }]))).toMatchObject({
    error: { kind: 'forbidden', message: expect.stringContaining('"Read comments"') },
  });
});

test('the properties of a row come first, in the order of their names, also those that Notion cuts off', async () => {
  const { notion, page } = await opened();
  const table = await notion.fake.mutate.create({ container: true });
  page.parent = { type: 'table', id: table };
  const words = Array.from({ length: 30 }, (_, index) => ({ plain_text: `w${index} ` }));
  page.properties = {
    Status: { type: 'status', status: { name: 'Done' } },
    Due: { type: 'date', date: { start: '2026-01-01', end: null } },
    Empty: { type: 'select', select: null },
    Long: { type: 'rich_text', rich_text: words.slice(0, 25), whole: words },
  };
  const { body } = await contentOf(notion, page.id, { object: 'page', row: true });
  expect(body).toMatch(/^- Due: 2026-01-01\n- Long: w0 .* w29 \n- Status: Done\n\nHello/);
});

test.each([
  ['an unknown id', '00000000-0000-4000-8000-000000000000'],
  ['no id at all', '../users/me'],
])('%s is not found, with a remedy', async (_, id) => {
  const { notion } = await opened();
  expect(await only(fetchContent(notion.context(), [{ id }]))).toMatchObject({
    error: { kind: 'not-found', remedy: expect.any(String) },
  });
});
