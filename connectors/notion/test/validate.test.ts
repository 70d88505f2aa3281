import { afterEach, expect, test } from 'vitest';
import { validate } from '../src/validate.ts';
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

test('a connection in order', async () => {
  const notion = await opened({ settings: { comments: true } });
  expect(await validate(notion.context())).toEqual([
    { name: 'credentials', ok: true, message: 'The token gives access to the workspace "Water users"' },
    { name: 'capability:read-content', ok: true, message: 'Pages can be read' },
    { name: 'capability:read-comments', ok: true, message: 'Comments can be read' },
  ]);
});

test('a wrong token has a remedy and is not shown', async () => {
  const notion = await opened({ token: 'ntn_a_wrong_token' });
  const checks = await validate(notion.context());
  expect(checks).toMatchObject([
    { name: 'credentials', ok: false, remedy: expect.stringContaining('developer portal') },
  ]);
  expect(JSON.stringify(checks)).not.toContain('ntn_a_wrong_token');
});

test.each([
  ['content', 'capability:read-content', '"Read content"'],
  ['comments', 'capability:read-comments', '"Read comments"'],
] as const)('without the capability for %s it is named', async (capability, name, shown) => {
  const notion = await opened({ settings: { comments: true } });
  notion.fake.lack(capability);
  const checks = await validate(notion.context());
  expect(checks.at(-1)).toMatchObject({ name, ok: false, remedy: expect.stringContaining(shown) });
});

test('a workspace in which nothing is shared says what to do', async () => {
  const notion = await opened({ documents: 0 });
  const [, content] = await validate(notion.context());
  expect(content).toMatchObject({ ok: true, message: expect.stringContaining('add the connection') });
});
