import { manifestOf } from '@acequia/core';
import { afterEach, expect, test } from 'vitest';
import { editVersion } from '../src/edit-version.ts';
import connector from '../src/index.ts';
import { listContainers } from '../src/list-containers.ts';
import { fieldOf } from '../src/property-values.ts';
import { collect } from './collect.ts';
import { type NotionFixture, openNotion } from './notion-fixture.ts';

let open: NotionFixture | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

test('the manifest says what a form needs', () => {
  const { auth, origins, settings } = manifestOf(connector);
  expect(auth.map(({ type }) => type)).toEqual(['token', 'oauth2']);
  expect(origins).toEqual(['https://api.notion.com']);
  expect(settings).toMatchObject({ properties: { webhookToken: { secret: true }, comments: { default: false } } });
});

test.each([
  null,
  'token',
  { phase: 'pages' },
  { phase: 'pages', since: 1.5 },
  { phase: 'pages', since: 1, page: 3 },
  { phase: 'older', since: 1 },
  { phase: 'following', since: '2026' },
])('a cursor that is not ours is refused: %j', (value) => {
  expect(connector.cursor.safeParse(value).success).toBe(false);
});

test('settings that are not ours are refused', () => {
  expect(connector.settings.safeParse({ tokn: 'x' }).success).toBe(false);
  expect(connector.settings.parse({})).toEqual({ files: true, comments: false });
});

test('an edit time is a version only when no further edit can get the same', () => {
  const edited = '2026-01-01T10:00:00.000Z';
  const at = Date.parse(edited);
  expect(editVersion(edited, at + 119_000)).toBeUndefined();
  expect(editVersion(edited, undefined)).toBeUndefined();
  expect(editVersion(edited, at + 120_000)).toBe(edited);
});

test.each([
  [{ type: 'number', number: 0 }, 0],
  [{ type: 'checkbox', checkbox: false }, false],
  [{ type: 'multi_select', multi_select: [{ name: 'a' }, { name: 'b' }] }, ['a', 'b']],
  [{ type: 'multi_select', multi_select: [] }, undefined],
  [
    {
      type: 'people',
      people: [
        { object: 'user', id: 'u' },
        { object: 'user', id: 'v', name: 'Ana' },
      ],
    },
    ['Ana'],
  ],
  [{ type: 'date', date: { start: '2026-01-01', end: '2026-01-02' } }, '2026-01-01 – 2026-01-02'],
  [{ type: 'unique_id', unique_id: { prefix: 'ACQ', number: 7 } }, 'ACQ-7'],
  [{ type: 'formula', formula: { type: 'string', string: 'x' } }, 'x'],
  [{ type: 'rollup', rollup: { type: 'array', array: [{ type: 'number', number: 3 }] } }, [3]],
  [{ type: 'relation', relation: [{ id: 'x' }] }, undefined],
  [{ type: 'invented', invented: { any: 1 } }, undefined],
  [{ type: 'select', select: 'broken' }, undefined],
])('a property value %j', (property, value) => {
  expect(fieldOf(property)).toEqual(value);
});

test('the picker shows one level at a time', async () => {
  const notion = await openNotion();
  open = notion;
  const { workspace } = notion.fake;
  const nodes = [...workspace.nodes.values()];
  const titles = async (parent?: string, search?: string) =>
    (await collect(listContainers(notion.context(), parent, search))).map(({ title }) => title).sort();
  const atTop = nodes.filter(({ parent }) => parent.type === 'workspace').map(({ title }) => title);
  expect(await titles()).toEqual(atTop.sort());
  const page = nodes.find(({ kind, parent }) => kind === 'page' && parent.type === 'workspace')?.id ?? '';
  const toggle = workspace.create({ kind: 'block', parent: { type: 'page', id: page } });
  workspace.create({ kind: 'table', parent: { type: 'block', id: toggle }, title: 'Table in a toggle' });
  const below = nodes.filter(({ parent }) => parent.type === 'page' && parent.id === page).map(({ title }) => title);
  expect(await titles(page)).toEqual([...below, 'Table in a toggle'].sort());
  const table = nodes.find(({ kind }) => kind === 'table')?.id ?? '';
  const rows = nodes.filter(({ parent }) => parent.type === 'table' && parent.id === table).map(({ title }) => title);
  expect(await titles(table)).toEqual(rows.sort());
  expect(await titles(undefined, 'table in')).toEqual(['Table in a toggle']);
});
