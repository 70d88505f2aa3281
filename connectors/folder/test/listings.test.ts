import { chmod, rename, rm, symlink, utimes } from 'node:fs/promises';
import type { Change } from '@acequia/core/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Cursor } from '../src/cursor.ts';
import { idsOf, readAll, sliceOf } from './collect.ts';
import { createTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { createContext } from './test-context.ts';
import { withoutRoot } from './without-root.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder({ 'a/1.md': 'one', 'a/b/2.md': 'two', 'c/3.md': 'three', '4.md': 'four' });
});
afterEach(() => folder[Symbol.asyncDispose]());

/** As a host does: it remembers every listing that was told. */
function remember(changes: readonly Change<Cursor>[], context: ReturnType<typeof createContext>): void {
  for (const change of changes) if (change.type === 'listed') context.listings.set(change.id, change.digest);
}

const idsOfType = (changes: readonly Change<Cursor>[], type: 'listed' | 'unchanged') =>
  changes.flatMap((change) => (change.type === type ? [change.id] : []));

it('are told behind all that is in a folder, but not of the root', async () => {
  const changes = await readAll(folder.path);
  expect(idsOfType(changes, 'listed')).toEqual(['a/b', 'a', 'c']);
  expect(changes.map((change) => ('document' in change ? change.document.id : change.type))).toEqual([
    '4.md',
    'a',
    'a/1.md',
    'a/b',
    'a/b/2.md',
    'listed',
    'listed',
    'c',
    'c/3.md',
    'listed',
    'complete',
    'checkpoint',
  ]);
});

it('stand for what is in a folder, and not for what is in its folders', async () => {
  const context = createContext({ path: folder.path });
  remember(await readAll(context), context);
  const same = await readAll(context);
  expect(idsOf(same)).toEqual(['4.md', 'a', 'c']);
  expect(idsOfType(same, 'unchanged')).toEqual(['a', 'a/b', 'c']);
  await folder.write('a/b/2.md', 'other');
  const changed = await readAll(context);
  expect(idsOfType(changed, 'unchanged')).toEqual(['a', 'c']);
  expect(idsOf(changed)).toEqual(['4.md', 'a', 'a/b/2.md', 'c']);
  expect(idsOf(await readAll(context, sliceOf('a')))).toEqual(['a', 'a/b/2.md']);
});

it.each<[string, () => Promise<void>]>([
  ['a file is added', () => folder.write('c/new.md')],
  ['a folder is added', () => folder.write('c/new/file.md')],
  ['a file is removed', () => rm(folder.at('c/3.md'))],
  ['a file has another size', () => folder.write('c/3.md', 'longer than it was')],
  ['a file has other bytes', () => folder.write('c/3.md', 'eerht')],
  ['a file has another time', () => utimes(folder.at('c/3.md'), 1, 1)],
  ['a file has another name', () => rename(folder.at('c/3.md'), folder.at('c/5.md'))],
  ['a file became a folder', () => rm(folder.at('c/3.md')).then(() => folder.write('c/3.md/file.md'))],
])('are others when %s', async (_, change) => {
  const context = createContext({ path: folder.path });
  remember(await readAll(context), context);
  await change();
  const changes = await readAll(context);
  expect(idsOfType(changes, 'unchanged')).toEqual(['a', 'a/b']);
  expect(idsOfType(changes, 'listed')).toContain('c');
});

it('are not told where something in the folder is told anew each time', async () => {
  await symlink('/', folder.at('c/out'));
  const names = Array.from({ length: 9 }, () => 'x'.repeat(250));
  await folder.writeBytesName(`a/b/${names.join('/')}`);
  const told = idsOfType(await readAll(folder.path), 'listed');
  expect(told).toHaveLength(9);
  expect(told).toContain(`a/b/${names.slice(0, 7).join('/')}`);
  expect(told).not.toContain('c');
  expect(told.every((id) => id.length < 2000)).toBe(true);
});

it('are not told where a folder in it cannot be read', async () => {
  await chmod(folder.path, 0o755);
  await chmod(folder.at('a/b'), 0);
  await withoutRoot(async () => expect(idsOfType(await readAll(folder.path), 'listed')).toEqual(['c']));
  await chmod(folder.at('a/b'), 0o700);
});

it('are not told of a folder that a reading goes on in', async () => {
  for (let index = 0; index < 600; index++) await folder.write(`a/${String(index).padStart(3, '0')}.md`);
  const changes = await readAll(folder.path);
  expect(idsOfType(changes, 'listed')).toEqual(['a/b', 'a', 'c']);
  const [first] = changes.flatMap((change) => (change.type === 'checkpoint' ? [change.cursor] : []));
  expect(idsOfType(await readAll(folder.path, sliceOf(), first ?? null), 'listed')).toEqual(['a/b', 'c']);
});
