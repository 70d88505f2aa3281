import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import type { Change, Json } from '@acequia/core/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchDocuments } from '../src/fetch-documents.ts';
import { collect, documentOf, readAll } from './collect.ts';
import { createTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { createContext } from './test-context.ts';
import { withoutRoot } from './without-root.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder({ 'a/1.md': 'one', 'a/2.md': 'two', 'b/only.md': '' });
});
afterEach(() => folder[Symbol.asyncDispose]());

async function ask(id: string, ref?: Json): Promise<Change<never> | undefined> {
  const context = createContext({ path: folder.path });
  for (const stored of ['a', 'a/1.md', 'b/only.md']) context.listings.set(stored, '');
  const changes = await collect(fetchDocuments(context, [{ id, ...(ref !== undefined && { ref }) }]));
  expect(changes).toHaveLength(1);
  return changes[0];
}

describe('a single document', () => {
  it('is as the listing gives it', async () => {
    const listed = await readAll(folder.path);
    expect(await ask('a/1.md')).toEqual({ type: 'upsert', document: documentOf(listed, 'a/1.md') });
    expect(await ask('a')).toEqual({ type: 'upsert', document: documentOf(listed, 'a') });
  });

  it('is deleted when its folder holds other things but not this', async () => {
    await rm(folder.at('a/1.md'));
    expect(await ask('a/1.md')).toEqual({ type: 'delete', id: 'a/1.md' });
    await rm(folder.at('a'), { recursive: true });
    expect(await ask('a')).toEqual({ type: 'delete', id: 'a' });
  });

  it('is only not found when the store never had it', async () => {
    expect(await ask('a/3.md')).toMatchObject({ type: 'failure', id: 'a/3.md', error: { kind: 'not-found' } });
  });

  it('is only not found when its folder is empty or missing: a disk may be unmounted', async () => {
    await rm(folder.at('b/only.md'));
    expect(await ask('b/only.md')).toMatchObject({ type: 'failure', id: 'b/only.md', error: { kind: 'not-found' } });
    await rename(folder.at('a'), folder.at('moved'));
    expect(await ask('a/1.md')).toMatchObject({ type: 'failure', error: { kind: 'not-found' } });
  });

  it('fails while its folder cannot be read, and is well afterwards', async () => {
    await chmod(folder.path, 0o755);
    await chmod(folder.at('a'), 0o000);
    for (const id of ['a', 'a/1.md', 'a/gone.md']) {
      expect(await withoutRoot(() => ask(id))).toMatchObject({ type: 'failure', id, error: { kind: 'forbidden' } });
    }
    await chmod(folder.at('a'), 0o755);
    expect(await ask('a')).toMatchObject({ type: 'upsert' });
  });

  it.each(['../x', '/etc/passwd', ''])('fails for %j, which no path has', async (id) => {
    expect(await ask(id)).toMatchObject({ type: 'failure', id, error: { kind: 'not-found' } });
  });

  it('throws when the root is not there, and deletes nothing when it is empty', async () => {
    await rename(folder.path, `${folder.path}-away`);
    try {
      await expect(ask('a/1.md')).rejects.toMatchObject({ kind: 'not-found' });
      await mkdir(folder.path);
      for (const id of ['a', 'a/1.md']) expect(await ask(id)).toMatchObject({ type: 'failure' });
    } finally {
      await rm(`${folder.path}-away`, { recursive: true });
    }
  });
});
