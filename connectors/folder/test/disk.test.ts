import fs, { lstatSync, type PathLike, readlinkSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { chmod, symlink } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFolder } from '../src/client.ts';
import { Disk, type DiskOptions } from '../src/disk.ts';
import { fetchContent } from '../src/fetch-content.ts';
import { stateOf } from '../src/file-state.ts';
import { readPlainFile } from '../src/plain-files.ts';
import { read } from '../src/read.ts';
import { bytesOf, collect, documentsOf, sliceOf } from './collect.ts';
import { countOpenHandles } from './open-handles.ts';
import { createTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { createContext } from './test-context.ts';

let folder: TemporaryFolder;
const disks: Disk[] = [];
beforeEach(async () => {
  folder = await createTemporaryFolder();
});
afterEach(async () => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  for (const disk of disks.splice(0)) disk.close();
  await folder[Symbol.asyncDispose]();
});

async function openDisk(options: DiskOptions): Promise<Disk> {
  return new Disk(await openFolder(createContext({ path: folder.path })), options);
}

/** A disk whose first thread has started. */
async function openThreads(options: DiskOptions = {}): Promise<Disk> {
  const disk = await openDisk({ worthThread: 0, ...options });
  disks.push(disk);
  await folder.write('.first');
  const first = { real: folder.at('.first') };
  await vi.waitUntil(async () => (await disk.read([first]))[0] !== undefined);
  return disk;
}

async function writeOddTree(): Promise<void> {
  for (let index = 0; index < 300; index += 1) await folder.write(`many/${index}.md`, 'x'.repeat(index));
  for (const name of ['a/b/c.md', 'z.md']) await folder.write(name);
  await folder.write('empty', '');
  await folder.write('large', Buffer.alloc(1024 * 1024 + 1, 'l'));
  await folder.write('whole', Buffer.alloc(1024 * 1024, 'w'));
  await folder.writeBytesName('caf\xe9/x');
  await symlink('z.md', folder.at('link.md'));
  await symlink('a', folder.at('linked'));
  await symlink('nothing', folder.at('dangling'));
  await symlink('/etc', folder.at('outside'));
}

describe('a disk with threads', () => {
  it('lists and reads exactly what one without does', async () => {
    await writeOddTree();
    const disks = await Promise.all([openDisk({ worthThread: Number.POSITIVE_INFINITY }), openThreads()]);
    const [plain, threaded] = await Promise.all(
      disks.map(async (disk) => {
        const context = createContext({ path: folder.path }, disk);
        const changes = await collect(read(context, sliceOf(), null));
        const files = documentsOf(changes).filter(({ container }) => !container);
        const contents = await collect(fetchContent(context, [...files, { id: 'missing' }, { id: '../etc/passwd' }]));
        const bodies = await Promise.all(
          contents.map(async (fetched) =>
            'body' in fetched ? [fetched.id, fetched.version, (await bytesOf(fetched)).toString('hex')] : fetched,
          ),
        );
        return { changes, bodies };
      }),
    );
    expect(threaded).toEqual(plain);
    expect(plain?.bodies.length).toBeGreaterThan(300);
  });

  it('says unchanged for the version that is stored', async () => {
    await folder.write('a.md');
    const disk = await openThreads();
    const { version } = stateOf(lstatSync(folder.at('a.md'), { bigint: true }));
    expect(await disk.read([{ real: folder.at('a.md'), storedVersion: version }])).toEqual([{ version }]);
  });

  it('starts none for a few files', async () => {
    await folder.write('a.md');
    const disk = await openDisk({ worthThread: 2 });
    disks.push(disk);
    const names = ['a.md', 'a.md'];
    expect(await disk.inspect(folder.path, names)).toEqual([undefined, undefined]);
    await vi.waitUntil(async () => (await disk.inspect(folder.path, names))[0] !== undefined);
  });

  it('takes another one while answers are slow, up to the limit', async () => {
    const names: string[] = [];
    for (let index = 0; index < 50; index += 1) {
      names.push(`${index}.md`);
      await folder.write(`${index}.md`);
    }
    const disk = await openThreads({ slow: 0, threads: 3 });
    await vi.waitUntil(async () => {
      await Promise.all(Array.from({ length: 20 }, () => disk.inspect(folder.path, names)));
      return disk.threads === 3;
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => disk.inspect(folder.path, names)));
    expect(disk.threads).toBe(3);
    expect(answers.flat().every((entry) => entry !== undefined)).toBe(true);
  });

  it('leaves everything to the caller when it was closed meanwhile', async () => {
    await folder.write('a.md');
    const disk = await openThreads();
    const asked = Array.from({ length: 8 }, () => disk.read([{ real: folder.at('a.md') }]));
    disk.close();
    for (const contents of await Promise.all(asked)) expect(contents).toHaveLength(1);
    expect(await disk.read([{ real: folder.at('a.md') }])).toEqual([undefined]);
  });
});

describe('a plain file', () => {
  /** Lets something happen right before the file is opened, or read. */
  function before(call: 'openSync' | 'readSync', act: () => void): void {
    const original = fs[call] as (...args: unknown[]) => unknown;
    vi.spyOn(fs, call).mockImplementationOnce((...args: unknown[]) => {
      act();
      return original(...args) as number;
    });
    syncBuiltinESMExports();
  }

  it('is read whole', async () => {
    await folder.write('a.md', 'text');
    expect(Buffer.from(readPlainFile(folder.at('a.md'))?.bytes ?? []).toString()).toBe('text');
    expect(countOpenHandles(folder.at('a.md'))).toBe(0);
  });

  it('takes a closer look when a link is put in the way while it is opened', async () => {
    await using outside = await createTemporaryFolder({ 'file.md': 'secret' });
    await folder.write('a/file.md');
    before('openSync', () => {
      renameSync(folder.at('a'), folder.at('moved'));
      symlinkSync(outside.path, folder.at('a'));
    });
    expect(readPlainFile(folder.at('a/file.md'))).toBeUndefined();
    expect(countOpenHandles(outside.at('file.md'))).toBe(0);
    expect(readlinkSync(folder.at('a'))).toBe(outside.path);
  });

  it.each([
    ['grows', 'longer than it was'],
    ['shrinks', 's'],
    ['gets other bytes', 'TEXT'],
  ])('takes a closer look when it %s while it is read', async (_, content) => {
    await folder.write('a.md', 'text');
    before('readSync', () => writeFileSync(folder.at('a.md'), content));
    expect(readPlainFile(folder.at('a.md'))).toBeUndefined();
    expect(countOpenHandles(folder.at('a.md'))).toBe(0);
  });

  it('takes a closer look when it is none, is empty, may not be read, or has its size made up', async () => {
    await folder.write('empty', '');
    await symlink('empty', folder.at('link'));
    for (const real of [folder.path, folder.at('empty'), folder.at('link'), folder.at('none'), '/proc/version']) {
      expect(readPlainFile(real), real).toBeUndefined();
    }
    await folder.write('private');
    await chmod(folder.at('private'), 0);
    vi.spyOn(fs, 'openSync').mockImplementationOnce((path: PathLike) => {
      throw Object.assign(new Error(`EACCES: ${path}`), { code: 'EACCES', syscall: 'open' });
    });
    syncBuiltinESMExports();
    expect(readPlainFile(folder.at('private'))).toBeUndefined();
  });
});
