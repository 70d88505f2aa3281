import { chmod, mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { read } from '../src/read.ts';
import { collect, documentOf, documentsOf, failuresOf, idsOf, isComplete, readAll, sliceOf } from './collect.ts';
import { createTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { createContext } from './test-context.ts';
import { withoutRoot } from './without-root.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

describe('what a read gives', () => {
  it('lists folders before what is in them, then claims to be complete, then a cursor for a new walk', async () => {
    for (const name of ['b.md', 'a/z.md', 'a/b/c.md', 'a b.md', 'a-b.md']) await folder.write(name);
    const changes = await readAll(folder.path);
    expect(idsOf(changes)).toEqual(['a', 'a/b', 'a/b/c.md', 'a/z.md', 'a b.md', 'a-b.md', 'b.md']);
    expect(changes.slice(-2)).toEqual([{ type: 'complete' }, { type: 'checkpoint', cursor: { state: 'finished' } }]);
  });

  it('describes files and folders', async () => {
    await folder.write('a/100% #1.md', 'twelve bytes');
    await utimes(folder.at('a/100% #1.md'), 1_700_000_000.125, 1_700_000_000.125);
    const { version, ...document } = documentOf(await readAll(folder.path), 'a/100% #1.md');
    expect(document).toEqual({
      id: 'a/100% #1.md',
      parent: 'a',
      title: '100% #1.md',
      url: `file://${folder.path}/a/100%25%20%231.md`,
      size: 12,
      modifiedAt: 1_700_000_000_125,
    });
    expect(version).toMatch(/^12-/);
    expect(documentOf(await readAll(folder.path), 'a')).toEqual({
      id: 'a',
      title: 'a',
      container: true,
      url: `file://${folder.path}/a`,
    });
  });

  it('lists an empty folder as empty and complete', async () => {
    expect((await readAll(folder.path)).map(({ type }) => type)).toEqual(['complete', 'checkpoint']);
  });

  it('leaves out hidden and ignored names, unless told otherwise', async () => {
    for (const name of ['.env', '.git/config', 'node_modules/x/y.md', '~$open.docx', 'kept.md'])
      await folder.write(name);
    expect(idsOf(await readAll(folder.path))).toEqual(['kept.md']);
    const all = await readAll(createContext({ path: folder.path, hidden: true, ignore: [] }));
    expect(idsOf(all)).toContain('.git/config');
    expect(idsOf(all)).toHaveLength(8);
  });

  it('stops when the sync is canceled', async () => {
    for (let index = 0; index < 200; index += 1) await folder.write(`${index}.md`, '');
    const context = createContext({ path: folder.path });
    await expect(async () => {
      for await (const _ of read(context, sliceOf(), null)) context.abort.abort(new Error('canceled'));
    }).rejects.toThrow('canceled');
  });

  it('stops wherever in the folders it is canceled', async () => {
    const names = ['a', 'b', 'c', 'd'].flatMap((name) => [`${name}/1.md`, `${name}/below/2.md`]);
    for (const name of names) await folder.write(name);
    const all = (await readAll(folder.path)).length;
    for (let stop = 1; stop < all - 2; stop += 1) {
      const context = createContext({ path: folder.path });
      let left = stop;
      await expect(async () => {
        for await (const _ of read(context, sliceOf(), null))
          if (--left === 0) context.abort.abort(new Error('canceled'));
      }).rejects.toThrow('canceled');
    }
  });
});

describe('versions', () => {
  it('are equal as long as nothing changes', async () => {
    for (const name of ['a.md', 'b/c.md']) await folder.write(name);
    expect(documentsOf(await readAll(folder.path))).toEqual(documentsOf(await readAll(folder.path)));
  });

  it('notice other bytes of the same size whose time was put back', async () => {
    await folder.write('a.md', 'old');
    await utimes(folder.at('a.md'), 100, 100);
    const before = documentOf(await readAll(folder.path), 'a.md');
    const { ctimeNs } = await stat(folder.at('a.md'), { bigint: true });
    // Older systems have a clock of several milliseconds.
    do {
      await writeFile(folder.at('a.md'), 'new');
      await utimes(folder.at('a.md'), 100, 100);
    } while ((await stat(folder.at('a.md'), { bigint: true })).ctimeNs === ctimeNs);
    const after = documentOf(await readAll(folder.path), 'a.md');
    expect(after.modifiedAt).toBe(before.modifiedAt);
    expect(after.version).not.toBe(before.version);
  });

  it('notice that two folders were swapped', async () => {
    for (const name of ['one/v', 'two/v']) {
      await folder.write(name, name.slice(0, 3));
      await utimes(folder.at(name), 1, 1);
    }
    const before = documentOf(await readAll(folder.path), 'one/v');
    await rename(folder.at('one'), folder.at('three'));
    await rename(folder.at('two'), folder.at('one'));
    expect(documentOf(await readAll(folder.path), 'one/v').version).not.toBe(before.version);
  });
});

describe('a folder that changes while it is read', () => {
  it('does not list what vanished, whether file or folder, and is complete without it', async () => {
    // The folder behind the current one is looked at ahead.
    for (const name of ['a/1.md', 'ahead/1.md', 'b/1.md', 'b/2.md', 'c/1.md']) await folder.write(name);
    const seen: string[] = [];
    let complete = false;
    for await (const change of read(createContext({ path: folder.path }), sliceOf(), null)) {
      expect(change.type).not.toBe('failure');
      if (change.type === 'upsert') seen.push(change.document.id);
      if (change.type === 'complete') complete = true;
      if (seen.at(-1) !== 'a') continue;
      await rm(folder.at('b'), { recursive: true, force: true });
      await rm(folder.at('c/1.md'), { force: true });
    }
    expect(seen).toEqual(['a', 'a/1.md', 'ahead', 'ahead/1.md', 'c']);
    expect(complete).toBe(true);
  });

  it('does not claim to be complete when the root was unmounted or replaced', async () => {
    for (const name of ['inner/a/1.md', 'inner/b/1.md']) await folder.write(name);
    const changes: string[] = [];
    await expect(async () => {
      for await (const change of read(createContext({ path: folder.at('inner') }), sliceOf(), null)) {
        changes.push(change.type);
        if (changes.length > 1) continue;
        await rename(folder.at('inner'), folder.at('unmounted'));
        await mkdir(folder.at('inner'));
      }
    }).rejects.toMatchObject({ kind: 'transient' });
    expect(changes).not.toContain('complete');
  });
});

describe('what cannot be read', () => {
  it('is a failure with the id of the folder, and the rest goes on', async () => {
    for (const name of ['a/1.md', 'locked/1.md', 'z.md']) await folder.write(name);
    await chmod(folder.path, 0o755);
    await chmod(folder.at('locked'), 0o000);
    const changes = await withoutRoot(() => readAll(folder.path));
    await chmod(folder.at('locked'), 0o755);
    expect(idsOf(changes)).toEqual(['a', 'a/1.md', 'z.md']);
    expect(failuresOf(changes)).toMatchObject([
      { id: 'locked', title: 'locked', error: { kind: 'forbidden', remedy: expect.stringContaining('right to read') } },
    ]);
    expect(isComplete(changes)).toBe(true);
  });

  it('is a failure for each file of a folder that may be listed but not entered', async () => {
    for (const name of ['half/1.md', 'half/2.md']) await folder.write(name);
    await chmod(folder.path, 0o755);
    await chmod(folder.at('half'), 0o744);
    const changes = await withoutRoot(() => readAll(folder.path));
    expect(failuresOf(changes)).toMatchObject([{ id: 'half/1.md' }, { id: 'half/2.md' }]);
    expect(isComplete(changes)).toBe(true);
  });

  it('needs no permission to read a file in order to list it', async () => {
    await folder.write('private.md');
    await chmod(folder.path, 0o755);
    await chmod(folder.at('private.md'), 0o000);
    expect(idsOf(await withoutRoot(() => readAll(folder.path)))).toEqual(['private.md']);
  });

  it('throws for a root that is not there, is a file, or may not be read', async () => {
    await folder.write('file.md');
    await mkdir(folder.at('locked'));
    await chmod(folder.path, 0o755);
    await chmod(folder.at('locked'), 0o000);
    await expect(readAll(folder.at('missing'))).rejects.toMatchObject({ kind: 'not-found', hint: expect.any(String) });
    await expect(readAll(folder.at('file.md'))).rejects.toMatchObject({
      kind: 'bad-settings',
      hint: expect.any(String),
    });
    await expect(readAll(folder.at('file.md/x'))).rejects.toMatchObject({ kind: 'not-found' });
    await withoutRoot(() => expect(readAll(folder.at('locked'))).rejects.toMatchObject({ kind: 'forbidden' }));
  });
});

describe('picks', () => {
  beforeEach(async () => {
    for (const name of ['a/1.md', 'a/sub/2.md', 'b/3.md', 'c/4.md', '5.md']) await folder.write(name);
  });

  it('are read with all below them, once, in the order of the walk', async () => {
    const changes = await readAll(folder.path, sliceOf('c', 'a/sub', 'a', 'a'));
    expect(idsOf(changes)).toEqual(['a', 'a/1.md', 'a/sub', 'a/sub/2.md', 'c', 'c/4.md']);
    expect(isComplete(changes)).toBe(true);
  });

  it('may be hidden folders', async () => {
    await folder.write('.notes/1.md');
    expect(idsOf(await readAll(folder.path, sliceOf('.notes')))).toEqual(['.notes', '.notes/1.md']);
  });

  it('that were removed are not there, and that is logged', async () => {
    const context = createContext({ path: folder.path });
    const changes = await readAll(context, sliceOf('b', 'gone'));
    expect(idsOf(changes)).toEqual(['b', 'b/3.md']);
    expect(failuresOf(changes)).toEqual([]);
    expect(context.logged).toMatchObject([{ fields: { path: 'gone' } }]);
  });

  it('are protected when their folder may only be unmounted', async () => {
    await mkdir(folder.at('mount'));
    const changes = await readAll(folder.path, sliceOf('b', 'mount/documents', 'missing/documents'));
    expect(failuresOf(changes)).toMatchObject([
      { id: 'missing/documents', error: { kind: 'not-found' } },
      { id: 'mount/documents', error: { kind: 'not-found' } },
    ]);
  });

  it('that are files now are protected too', async () => {
    expect(failuresOf(await readAll(folder.path, sliceOf('5.md')))).toMatchObject([{ id: '5.md' }]);
  });

  it.each(['..', '../other', '/etc', 'a/../..', ''])('refuses %j', async (pick) => {
    await expect(readAll(folder.path, sliceOf(pick))).rejects.toMatchObject({ kind: 'bad-settings' });
  });
});

it('reads what is new at the next time', async () => {
  await folder.write('a.md');
  await readAll(folder.path);
  await folder.write('b.md');
  await rm(folder.at('a.md'));
  const next = await collect(read(createContext({ path: folder.path }), sliceOf(), { state: 'finished' }));
  expect(idsOf(next)).toEqual(['b.md']);
  expect(isComplete(next)).toBe(true);
});
