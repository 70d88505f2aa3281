import { chmod, symlink } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listContainers } from '../src/list-containers.ts';
import type { Settings } from '../src/settings.ts';
import { validate } from '../src/validate.ts';
import { collect } from './collect.ts';
import { createTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { createContext } from './test-context.ts';
import { withoutRoot } from './without-root.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

describe('the picker', () => {
  const list = async (parent?: string, search?: string) =>
    (await collect(listContainers(createContext({ path: folder.path }), parent, search))).map(({ id }) => id);

  beforeEach(async () => {
    for (const name of ['a/sub/deep/1.md', 'Reports/2.md', 'a/reports 2024/3.md', '.hidden/4.md', '5.md']) {
      await folder.write(name);
    }
    await symlink('a', folder.at('linked'));
    await symlink('/', folder.at('out'));
  });

  it('shows one level', async () => {
    expect(await list()).toEqual(['Reports', 'a', 'linked']);
    expect(await list('a')).toEqual(['a/reports 2024', 'a/sub']);
    expect(await list('a/sub/deep')).toEqual([]);
  });

  it('finds on all levels, whatever the case', async () => {
    expect(await list(undefined, 'report')).toEqual(['Reports', 'a/reports 2024', 'linked/reports 2024']);
    expect(await list('a', 'REPORT')).toEqual(['a/reports 2024']);
    expect(await list(undefined, 'nothing like it')).toEqual([]);
  });

  it.each([
    ['missing', 'not-found'],
    ['5.md', 'not-found'],
    ['out', 'forbidden'],
    ['../x', 'bad-settings'],
  ])('refuses %j', async (parent, kind) => {
    await expect(list(parent)).rejects.toMatchObject({ kind });
  });
});

describe('the checks', () => {
  const check = (settings: Partial<Settings> = {}) => validate(createContext({ path: folder.path, ...settings }));

  it('pass for a folder with documents', async () => {
    await folder.write('a.md');
    expect(await check()).toMatchObject([
      { name: 'path', ok: true },
      { name: 'readable', ok: true, message: expect.stringContaining('1 entries') },
    ]);
  });

  it('pass with a word of warning when nothing would be read', async () => {
    await folder.write('.hidden');
    expect(await check()).toMatchObject([{ ok: true }, { ok: true, message: expect.stringContaining('mounted') }]);
  });

  it('name what is wrong and what to do', async () => {
    await folder.write('file.md');
    for (const path of [folder.at('missing'), folder.at('file.md')]) {
      expect(await check({ path })).toMatchObject([{ name: 'path', ok: false, remedy: expect.any(String) }]);
    }
    await chmod(folder.path, 0o000);
    expect(await withoutRoot(check)).toMatchObject([
      { name: 'path', ok: true },
      { name: 'readable', ok: false, remedy: expect.stringContaining('right to read') },
    ]);
    await chmod(folder.path, 0o744);
    expect(await withoutRoot(check)).toMatchObject([{ ok: true }, { name: 'readable', ok: false }]);
  });

  it('repeat what the host says of a path that it does not allow', async () => {
    const context = createContext({ path: folder.path });
    const refused = await validate({
      ...context,
      openPath: () => Promise.reject(Object.assign(new Error('not one of the allowed folders'))),
    });
    expect(refused).toEqual([{ name: 'path', ok: false, message: 'not one of the allowed folders' }]);
  });
});
