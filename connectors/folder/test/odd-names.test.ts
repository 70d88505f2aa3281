import { rename } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchDocuments } from '../src/fetch-documents.ts';
import {
  bytesOf,
  collect,
  documentOf,
  documentsOf,
  failuresOf,
  fetchOne,
  idsOf,
  isComplete,
  readAll,
} from './collect.ts';
import { createTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { createContext } from './test-context.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

describe('odd names', () => {
  const names = [
    ' leading and trailing ',
    'trailing dot.',
    '...',
    '100%.md',
    '#1?.md',
    'a\nb\tc.md',
    'back\\slash.md',
    'c:colon.md',
    '🎉 世界.md',
    'e\u0301.md',
    '\u00e9.md',
    '\ufeffbom.md',
    'Case.md',
    'case.md',
    '-rf',
    '__proto__',
    `${'x'.repeat(252)}.md`,
  ];

  it('are exact in ids and titles, and lead back to the right bytes', async () => {
    for (const name of names) await folder.write(name, `content of ${name}`);
    const documents = documentsOf(await readAll(createContext({ path: folder.path, hidden: true })));
    expect(new Set(documents.map(({ id }) => id))).toEqual(new Set(names));
    for (const { id, title, url } of documents) {
      expect(title).toBe(id);
      expect(decodeURIComponent(new URL(url ?? '').pathname)).toBe(folder.at(id));
      expect((await bytesOf(await fetchOne(folder.path, id))).toString()).toBe(`content of ${id}`);
    }
  });

  it('that are no UTF-8 get ids of their own, a readable title, and lead back to their bytes', async () => {
    const odd = ['caf\xe9.md', 'caf\xe8.md', 'dir\xff/plain.md', 'dir\xff/\x80', 'caf%E9.md', '\xc3\xa9.md'];
    for (const name of odd) await folder.writeBytesName(name, `content of ${name}`);
    const changes = await readAll(folder.path);
    expect(idsOf(changes).toSorted()).toEqual(
      ['/caf%E9.md', '/caf%E8.md', '/dir%FF', '/dir%FF/plain.md', '/dir%FF//%80', 'caf%E9.md', 'é.md'].toSorted(),
    );
    expect(documentOf(changes, '/caf%E9.md')).toMatchObject({
      title: 'caf\ufffd.md',
      url: `file://${folder.path}/caf%E9.md`,
    });
    expect(documentOf(changes, '/dir%FF//%80').parent).toBe('/dir%FF');
    for (const [id, name] of [
      ['/caf%E9.md', 'caf\xe9.md'],
      ['caf%E9.md', 'caf%E9.md'],
      ['/dir%FF//%80', 'dir\xff/\x80'],
    ] as const) {
      expect((await bytesOf(await fetchOne(folder.path, id))).toString()).toBe(`content of ${name}`);
    }
  });

  it('follow a rename in case only', async () => {
    await folder.write('readme.md');
    await rename(folder.at('readme.md'), folder.at('README.md'));
    expect(idsOf(await readAll(folder.path))).toEqual(['README.md']);
  });
});

describe('long paths', () => {
  const deep = Array.from({ length: 10 }, (_, index) => String(index).repeat(203)).join('/');

  it('are read up to 2,048 bytes', async () => {
    const path = `${deep}/${'x'.repeat(2048 - deep.length - 1)}`;
    await folder.write(path, 'deep');
    const changes = await readAll(folder.path);
    expect(idsOf(changes).at(-1)).toBe(path);
    expect(failuresOf(changes)).toEqual([]);
    expect((await bytesOf(await fetchOne(folder.path, path))).toString()).toBe('deep');
  });

  it('beyond are failures of their own that can be asked for again, and nothing below them is read', async () => {
    const folderPath = `${deep}/${'y'.repeat(100)}`;
    await folder.write(`${folderPath}/below.md`);
    await folder.write(`${deep}/${'z'.repeat(100)}`);
    await folder.write('~near.md');
    const changes = await readAll(folder.path);
    const failures = failuresOf(changes);
    expect(failures).toMatchObject([
      { title: 'y'.repeat(100), ref: folderPath, error: { kind: 'too-large' } },
      { title: 'z'.repeat(100), error: { kind: 'too-large', remedy: expect.any(String) } },
    ]);
    expect(new Set(failures.map(({ id }) => id)).size).toBe(2);
    expect(failures.every(({ id }) => (id?.length ?? 0) < 100)).toBe(true);
    expect(idsOf(changes)).toContain('~near.md');
    expect(isComplete(changes)).toBe(true);
    const wanted = failures.flatMap(({ id, ref }) => (id && ref ? [{ id, ref }] : []));
    expect(await collect(fetchDocuments(createContext({ path: folder.path }), wanted))).toMatchObject(failures);
  });
});
