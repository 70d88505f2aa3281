import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import type { Change } from '@acequia/core/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromText } from '../src/byte-path.ts';
import { openFolder } from '../src/client.ts';
import { type Cursor, cursor } from '../src/cursor.ts';
import { Disk } from '../src/disk.ts';
import { encodePath } from '../src/path-id.ts';
import { createExclusion } from '../src/selection.ts';
import { walk } from '../src/walk.ts';
import { collect, idsOf, isComplete, readAll, sliceOf } from './collect.ts';
import { createTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { createContext } from './test-context.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

function writeMany(): void {
  for (const name of ['a', 'a/deep/er', 'b', 'c/inner']) {
    mkdirSync(folder.at(name), { recursive: true });
    for (let index = 0; index < 450; index += 1) writeFileSync(folder.at(`${name}/${index}.md`), '');
  }
}

function cursorsOf(changes: readonly Change<Cursor>[]): { cursor: Cursor; index: number }[] {
  return changes.flatMap((change, index) => (change.type === 'checkpoint' ? [{ cursor: change.cursor, index }] : []));
}

describe('a read that was broken off', () => {
  it.each([[[]], [['a/deep', 'c', 'b']]])('goes on from every checkpoint to the same end (picks %j)', async (picks) => {
    writeMany();
    const slice = sliceOf(...picks);
    const whole = await readAll(folder.path, slice);
    const cursors = cursorsOf(whole).slice(0, -1);
    expect(cursors.length).toBeGreaterThanOrEqual(2);
    for (const { cursor: stored, index } of cursors) {
      const before = idsOf(whole.slice(0, index));
      const rest = await readAll(folder.path, slice, cursor.parse(JSON.parse(JSON.stringify(stored))));
      expect([...new Set([...before, ...idsOf(rest)])]).toEqual(idsOf(whole));
      // Read again: the position itself and the folders that lead to it.
      expect(before.length + idsOf(rest).length - idsOf(whole).length).toBeLessThanOrEqual(4);
      expect(isComplete(rest)).toBe(true);
    }
  });

  it('has at most 500 entries between two checkpoints', async () => {
    writeMany();
    const changes = await readAll(folder.path);
    const ends = cursorsOf(changes).map(({ index }) => index);
    for (const [position, end] of ends.entries()) {
      expect(end - (ends[position - 1] ?? 0)).toBeLessThanOrEqual(501);
    }
  });

  it('does not go back to the beginning of a folder that it was through with', async () => {
    mkdirSync(folder.at('a'));
    for (let index = 0; index < 498; index += 1) writeFileSync(folder.at(`a/${index}.md`), '');
    await folder.write('b/1.md');
    const [first] = cursorsOf(await readAll(folder.path));
    expect(first?.cursor).toMatchObject({ after: 'b' });
  });

  it('goes on when the place where it stopped is gone', async () => {
    writeMany();
    const [first] = cursorsOf(await readAll(folder.path));
    if (first?.cursor.state !== 'walking') throw new Error('No checkpoint on the way');
    const [top = ''] = first.cursor.after.split('/');
    await rm(folder.at(top), { recursive: true });
    const rest = await readAll(folder.path, sliceOf(), first.cursor);
    expect(idsOf(rest).filter((id) => id.startsWith(`${top}/`))).toEqual([]);
    expect(idsOf(rest)).toContain('c/inner/0.md');
  });

  it.each([
    [
      'the root was replaced',
      async () => {
        await rename(folder.path, `${folder.path}-old`);
        await mkdir(folder.path);
        return { path: folder.path };
      },
    ],
    ['other things are ignored', async () => ({ path: folder.path, ignore: [] })],
  ])('begins anew when %s', async (_, change) => {
    writeMany();
    const [first] = cursorsOf(await readAll(folder.path));
    const settings = await change();
    const attempt = readAll(createContext(settings), sliceOf(), first?.cursor ?? null);
    await expect(attempt).rejects.toMatchObject({ kind: 'cursor-expired' });
    await rm(`${folder.path}-old`, { recursive: true, force: true });
  });

  it('begins anew with other picks', async () => {
    writeMany();
    const [first] = cursorsOf(await readAll(folder.path));
    const attempt = readAll(folder.path, sliceOf('a'), first?.cursor ?? null);
    await expect(attempt).rejects.toMatchObject({ kind: 'cursor-expired' });
  });
});

describe('the walk', () => {
  it('goes on behind every single path, whatever its bytes', async () => {
    for (const name of ['a', 'a b', 'a-b/x', 'a.d/e/f', 'a.d/e.f', 'ab/\xff/z', 'ab/\xff\xff', '\xc3\xa9/1', '\xff']) {
      await folder.writeBytesName(name);
    }
    const context = createContext({ path: folder.path });
    const opened = await openFolder(context);
    const options = {
      folder: opened,
      disk: new Disk(opened),
      start: { path: '', real: opened.root },
      excludes: createExclusion(context.settings),
      signal: context.signal,
    };
    const paths = (await collect(walk(options))).map(({ path }) => path);
    expect(paths).toHaveLength(15);
    for (const [index, after] of paths.entries()) {
      const rest = (await collect(walk({ ...options, after }))).map(({ path }) => path);
      const again = paths.slice(0, index + 1).filter((path) => after === path || after.startsWith(`${path}/`));
      expect(rest).toEqual([...again, ...paths.slice(index + 1)]);
    }
  });
});

describe('cursors', () => {
  const good = { state: 'walking', after: encodePath(fromText('é/x')), walk: 'w' };

  it('refuse what they do not know', () => {
    expect(cursor.safeParse(good).success).toBe(true);
    expect(cursor.safeParse({ state: 'finished' }).success).toBe(true);
    for (const bad of [
      null,
      {},
      'x',
      { ...good, after: '../x' },
      { ...good, extra: 1 },
      { state: 'finished', after: 'x' },
      { state: 'other' },
    ]) {
      expect(cursor.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
    }
  });
});
