import fs, { type PathLike } from 'node:fs';
import { appendFile, chmod, open, rename, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchContent } from '../src/fetch-content.ts';
import { pathByName } from '../src/open-file.ts';
import { bytesOf, collect, documentOf, fetchOne, readAll } from './collect.ts';
import { countOpenHandles } from './open-handles.ts';
import { createTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { createContext } from './test-context.ts';
import { withoutRoot } from './without-root.ts';

const big = 3 * 1024 * 1024 + 17;

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder();
});
afterEach(async () => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  await folder[Symbol.asyncDispose]();
});

describe('contents', () => {
  it.each([0, 1, 65_536, 1024 * 1024, 1024 * 1024 + 1, big])('of %i bytes come exactly', async (size) => {
    const content = Buffer.alloc(size, 'abc\0\xff\n');
    await folder.write('file', content);
    const fetched = await fetchOne(folder.path, 'file');
    expect((await bytesOf(fetched)).equals(content)).toBe(true);
    expect(fetched).toMatchObject({ version: documentOf(await readAll(folder.path), 'file').version });
    expect(countOpenHandles(folder.at('file'))).toBe(0);
  });

  it('come for each wanted document, whatever happens to the others', async () => {
    await folder.write('a.md', 'a');
    await folder.write('z.md', 'z');
    const wanted = ['a.md', 'missing.md', '../etc/passwd', 'z.md'].map((id) => ({ id }));
    const fetched = await collect(fetchContent(createContext({ path: folder.path }), wanted));
    expect(fetched).toMatchObject([
      { id: 'a.md', body: Buffer.from('a') },
      { id: 'missing.md', error: { kind: 'not-found' } },
      { id: '../etc/passwd', error: { kind: 'not-found' } },
      { id: 'z.md', body: Buffer.from('z') },
    ]);
  });

  it('are not read again when the store has this version', async () => {
    await folder.write('a.md');
    const { version } = documentOf(await readAll(folder.path), 'a.md');
    expect(await fetchOne(folder.path, 'a.md', version)).toEqual({ id: 'a.md', unchanged: true });
    await utimes(folder.at('a.md'), 1, 1);
    expect(await fetchOne(folder.path, 'a.md', version)).toMatchObject({ body: Buffer.from('a.md') });
  });

  it('of a huge sparse file are read only as far as the host wants', async () => {
    await folder.write('sparse');
    await truncate(folder.at('sparse'), 2 ** 40);
    const fetched = await fetchOne(folder.path, 'sparse');
    if (!('body' in fetched) || typeof fetched.body === 'string' || fetched.body instanceof Uint8Array) {
      throw new Error('Not a stream');
    }
    expect(countOpenHandles(folder.at('sparse'))).toBe(0);
    let seen = 0;
    for await (const piece of fetched.body) {
      expect(countOpenHandles(folder.at('sparse'))).toBe(1);
      seen += piece.length;
      if (seen > 1_000_000) break;
    }
    expect(seen).toBeLessThan(2_000_000);
    expect(countOpenHandles(folder.at('sparse'))).toBe(0);
  });

  it('stop when the sync is canceled', async () => {
    await folder.write('big', Buffer.alloc(big));
    const context = createContext({ path: folder.path });
    const fetched = await fetchOne(context, 'big');
    context.abort.abort(new Error('canceled'));
    await expect(bytesOf(fetched)).rejects.toThrow('canceled');
    expect(countOpenHandles(folder.at('big'))).toBe(0);
  });
});

describe('a file that changes while it is read', () => {
  it.each([
    ['grows', () => appendFile(folder.at('big'), 'more')],
    ['shrinks', () => truncate(folder.at('big'), big - 1)],
    ['gets other bytes', () => writeFile(folder.at('big'), Buffer.alloc(big, 'y'))],
    ['is only touched', () => utimes(folder.at('big'), 1, 1)],
  ])('is an error when it %s (stream)', async (_, change) => {
    await folder.write('big', Buffer.alloc(big, 'x'));
    const fetched = await fetchOne(folder.path, 'big');
    if (!('body' in fetched)) throw new Error('No body');
    const pieces = (fetched.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    await pieces.next();
    await change();
    await expect(collect({ [Symbol.asyncIterator]: () => pieces })).rejects.toMatchObject({
      kind: 'transient',
      message: expect.stringContaining('changed while being read'),
    });
    expect(countOpenHandles(folder.at('big'))).toBe(0);
  });

  it('is an error when it changes between the answer and the stream', async () => {
    await folder.write('big', Buffer.alloc(big, 'x'));
    const fetched = await fetchOne(folder.path, 'big');
    await appendFile(folder.at('big'), 'more');
    await expect(bytesOf(fetched)).rejects.toMatchObject({ kind: 'transient' });
  });

  it('is an error when it changes below a single read', async () => {
    await folder.write('small.md', 'old');
    const handle = await open(folder.at('small.md'));
    const prototype: typeof handle = Object.getPrototypeOf(handle);
    await handle.close();
    const original = prototype.read;
    const reads = vi.spyOn(prototype, 'read').mockImplementationOnce(async function (this: typeof handle, ...args) {
      await writeFile(folder.at('small.md'), 'newer');
      return Reflect.apply(original, this, args);
    });
    expect(await fetchOne(folder.path, 'small.md')).toMatchObject({
      error: { kind: 'transient', message: expect.stringContaining('changed while being read') },
    });
    // No second try: that is the host's.
    expect(reads.mock.calls.length).toBeLessThanOrEqual(2);
    expect(countOpenHandles(folder.at('small.md'))).toBe(0);
  });

  it('is read whole when it is replaced by another one', async () => {
    await folder.write('big', Buffer.alloc(big, 'x'));
    await folder.write('next', 'next');
    const fetched = await fetchOne(folder.path, 'big');
    await rename(folder.at('next'), folder.at('big'));
    await expect(bytesOf(fetched)).rejects.toMatchObject({ kind: 'transient' });
    expect((await bytesOf(await fetchOne(folder.path, 'big'))).toString()).toBe('next');
  });
});

describe('what cannot be read', () => {
  it('says why', async () => {
    await folder.write('a/private.md');
    await chmod(folder.path, 0o755);
    await chmod(folder.at('a/private.md'), 0o000);
    expect(await withoutRoot(() => fetchOne(folder.path, 'a/private.md'))).toMatchObject({
      error: { kind: 'forbidden', remedy: expect.any(String) },
    });
    expect(await fetchOne(folder.path, 'a')).toMatchObject({ error: { kind: 'unreadable' } });
    expect(await fetchOne(folder.path, 'a/private.md/below')).toMatchObject({ error: { kind: 'not-found' } });
  });

  it('includes files whose size the system makes up', async () => {
    expect(await fetchOne('/proc/sys/kernel', 'ostype')).toMatchObject({ error: { kind: 'unreadable' } });
  });

  it('throws when the root is not there', async () => {
    await expect(fetchOne(folder.at('missing'), 'a.md')).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('a link that is put in the way', () => {
  it('never leads out of the folder', async () => {
    await using outside = await createTemporaryFolder({ 'file.md': 'secret' });
    await folder.write('a/file.md');
    await rm(folder.at('a'), { recursive: true });
    await symlink(outside.path, folder.at('a'));
    expect(await fetchOne(folder.path, 'a/file.md')).toMatchObject({ error: { kind: 'forbidden' } });
  });

  it('not even at the very moment of opening', async () => {
    await using outside = await createTemporaryFolder({ 'file.md': 'secret' });
    await folder.write('a/file.md');
    const original = fs.promises.open;
    const opened = vi.spyOn(fs.promises, 'open').mockImplementationOnce(async (path: PathLike, ...rest) => {
      await rename(folder.at('a'), folder.at('moved'));
      await symlink(outside.path, folder.at('a'));
      return original(path, ...rest);
    });
    syncBuiltinESMExports();
    const fetched = await fetchOne(folder.path, 'a/file.md');
    expect(opened).toHaveBeenCalledOnce();
    expect(fetched).toMatchObject({ error: { kind: 'forbidden' } });
    expect(countOpenHandles(outside.at('file.md'))).toBe(0);
  });

  it('is noticed by name where handles have no path', async () => {
    await folder.write('a.md');
    await folder.write('b.md');
    const opened = await stat(folder.at('a.md'), { bigint: true });
    expect(await pathByName(folder.at('a.md'), opened)).toBe(folder.at('a.md'));
    await expect(pathByName(folder.at('b.md'), opened)).rejects.toMatchObject({ kind: 'transient' });
  });
});

it('opens no file in order to list', async () => {
  for (const name of ['a.md', 'b/c.md']) await folder.write(name);
  const openers = [
    vi.spyOn(fs, 'open'),
    vi.spyOn(fs, 'openSync'),
    vi.spyOn(fs, 'readFile'),
    vi.spyOn(fs, 'readFileSync'),
    vi.spyOn(fs, 'createReadStream'),
    vi.spyOn(fs.promises, 'open'),
    vi.spyOn(fs.promises, 'readFile'),
  ];
  syncBuiltinESMExports();
  const countOpened = () =>
    openers
      .flatMap((opener): readonly unknown[][] => opener.mock.calls)
      .filter(([path]) => String(path).startsWith(folder.path)).length;
  const documents = await readAll(folder.path);
  expect(countOpened()).toBe(0);
  await fetchOne(folder.path, documentOf(documents, 'a.md').id);
  expect(countOpened()).toBe(1);
});
