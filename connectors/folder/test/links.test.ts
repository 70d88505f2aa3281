import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf, failuresOf, fetchOne, idsOf, isComplete, readAll, sliceOf } from './collect.ts';
import { createTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { createContext } from './test-context.ts';

let folder: TemporaryFolder;
let outside: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder({ 'a/1.md': 'one' });
  outside = await createTemporaryFolder({ 'secret.md': 'secret', 'sub/2.md': 'two' });
});
afterEach(async () => {
  await folder[Symbol.asyncDispose]();
  await outside[Symbol.asyncDispose]();
});

describe('symbolic links', () => {
  it('inside the folder are read as what they lead to', async () => {
    await symlink('a/1.md', folder.at('file.md'));
    await symlink(folder.at('a'), folder.at('linked'));
    expect(idsOf(await readAll(folder.path))).toEqual(['a', 'a/1.md', 'file.md', 'linked', 'linked/1.md']);
    expect((await bytesOf(await fetchOne(folder.path, 'file.md'))).toString()).toBe('one');
    expect((await bytesOf(await fetchOne(folder.path, 'linked/1.md'))).toString()).toBe('one');
    expect(idsOf(await readAll(folder.path, sliceOf('linked')))).toEqual(['linked', 'linked/1.md']);
  });

  it('that lead out are never read, and logged once', async () => {
    await symlink(outside.at('secret.md'), folder.at('secret.md'));
    await symlink(outside.path, folder.at('out'));
    await symlink(`../../${outside.path.split('/').at(-1)}/secret.md`, folder.at('a/up.md'));
    const context = createContext({ path: folder.path });
    const changes = await readAll(context);
    expect(idsOf(changes)).toEqual(['a', 'a/1.md']);
    expect(context.logged).toMatchObject([{ fields: { count: 3, examples: ['a/up.md', 'out', 'secret.md'] } }]);
    expect(failuresOf(await readAll(folder.path, sliceOf('out')))).toMatchObject([{ error: { kind: 'forbidden' } }]);
    for (const id of ['secret.md', 'out/secret.md', 'a/up.md']) {
      expect(await fetchOne(folder.path, id)).toMatchObject({ id, error: { kind: 'forbidden' } });
    }
  });

  it('that lead to a neighbour whose path begins like the root are outside too', async () => {
    await folder.write('a-neighbour/secret.md');
    await symlink(folder.at('a-neighbour'), folder.at('a/near'));
    await symlink(folder.at('a-neighbour/secret.md'), folder.at('a/secret.md'));
    expect(idsOf(await readAll(folder.at('a')))).toEqual(['1.md']);
    expect(await fetchOne(folder.at('a'), 'near/secret.md')).toMatchObject({ error: { kind: 'forbidden' } });
  });

  it('that lead nowhere, to themselves or in circles end', async () => {
    await symlink('nowhere', folder.at('dangling'));
    await symlink('self', folder.at('self'));
    await symlink('..', folder.at('a/up'));
    await symlink('.', folder.at('a/here'));
    await symlink(folder.path, folder.at('root'));
    await folder.write('b/2.md');
    await symlink('../b', folder.at('a/to-b'));
    await symlink('../a', folder.at('b/to-a'));
    const changes = await readAll(folder.path);
    expect(idsOf(changes)).toEqual(['a', 'a/1.md', 'a/to-b', 'a/to-b/2.md', 'b', 'b/2.md', 'b/to-a', 'b/to-a/1.md']);
    expect(failuresOf(changes)).toEqual([]);
    expect(isComplete(changes)).toBe(true);
  });

  it('do not multiply where many folders link to each other', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `n${index}`);
    for (const name of names) await folder.write(`${name}/x.md`);
    for (const from of names) for (const to of names) await symlink(`../${to}`, folder.at(`${from}/to-${to}`));
    expect(idsOf(await readAll(folder.path)).length).toBe(2 + 8 * (2 + 7 * 2));
  });

  it('are left alone when the settings say so', async () => {
    await symlink('a/1.md', folder.at('file.md'));
    await symlink('a', folder.at('linked'));
    const context = createContext({ path: folder.path, followLinks: false });
    expect(idsOf(await readAll(context))).toEqual(['a', 'a/1.md']);
    expect(await fetchOne(context, 'linked/1.md')).toMatchObject({ error: { kind: 'not-found' } });
  });

  it('may be the root itself', async () => {
    await symlink(folder.path, outside.at('root'));
    expect(idsOf(await readAll(outside.at('root')))).toEqual(['a', 'a/1.md']);
  });
});

it('skips FIFOs and sockets without opening them', async () => {
  execFileSync('/usr/bin/mkfifo', [folder.at('pipe')]);
  const server = createServer().listen(folder.at('socket'));
  await once(server, 'listening');
  try {
    const changes = await readAll(folder.path);
    expect(idsOf(changes)).toEqual(['a', 'a/1.md']);
    expect(failuresOf(changes)).toEqual([]);
    // Opening the FIFO would wait for a writer.
    for (const id of ['pipe', 'socket']) {
      expect(await fetchOne(folder.path, id)).toMatchObject({ error: { kind: 'unreadable' } });
    }
  } finally {
    server.close();
    await once(server, 'close');
  }
});
