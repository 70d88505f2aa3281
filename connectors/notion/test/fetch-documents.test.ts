import type { Json } from '@acequia/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchDocuments } from '../src/fetch-documents.ts';
import { only } from './collect.ts';
import { type NotionFixture, openNotion } from './notion-fixture.ts';

let notion: NotionFixture;
beforeEach(async () => {
  notion = await openNotion();
});
afterEach(() => notion.close());

const state = (id: string, ref?: Json) => only(fetchDocuments(notion.context(), [{ id, ...(ref && { ref }) }]));
const first = (kind: string) => [...notion.fake.workspace.nodes.values()].find((node) => node.kind === kind)?.id ?? '';

test('pages and tables as they are now, also when nobody knows which of the two it is', async () => {
  expect(await state(first('page'), { object: 'page' })).toMatchObject({
    type: 'upsert',
    document: { id: first('page') },
  });
  const table = { type: 'upsert', document: { id: first('table'), container: true } };
  expect(await state(first('table'), { object: 'data_source' })).toMatchObject(table);
  expect(await state(first('table'))).toMatchObject(table);
});

test('what a webhook named is fetched although its time is the same', async () => {
  const change = await state(first('page'), { object: 'page', stale: true });
  expect(change).toMatchObject({ document: { stale: true, ref: { object: 'page' } } });
  expect(JSON.stringify(change)).not.toContain('"ref":{"object":"page","stale"');
});

test('what is in the trash is deleted, what is not shared is not found', async () => {
  notion.fake.workspace.get(first('page')).trashed = true;
  expect(await state(first('page'), { object: 'page' })).toEqual({ type: 'delete', id: first('page') });
  notion.fake.workspace.get(first('table')).hidden = true;
  expect(await state(first('table'), { object: 'data_source' })).toMatchObject({
    type: 'failure',
    id: first('table'),
    error: { kind: 'not-found', remedy: expect.stringContaining('Connections') },
  });
});

test('a refused token ends it', async () => {
  notion.fake.faults.at('document', { type: 'status', status: 401 });
  await expect(state(first('page'))).rejects.toMatchObject({ kind: 'auth' });
});
