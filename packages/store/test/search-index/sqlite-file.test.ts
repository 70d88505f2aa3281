import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteSearchIndex, openSqliteSearchReader } from '../../src/search-index/index.ts';
import { find, put } from './corpus.ts';

const writerScript = fileURLToPath(new URL('./write-batches.ts', import.meta.url));
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'acequia-search-file-'));
  file = join(folder, 'index.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function write(text: string): Promise<void> {
  const index = openSqliteSearchIndex({ file });
  await put(index, 1, [{ id: 1, markdown: text }]);
  await index.close();
}

describe('the file of the SQLite search index', () => {
  it('is there again after closing', async () => {
    await write('apple');
    const index = openSqliteSearchIndex({ file });
    expect([await find(index, 'apple'), await index.position(1)]).toEqual([[1], 1]);
    await index.close();
  });

  it('is emptied when it is of another version', async () => {
    await write('apple');
    const database = new Database(file);
    database.pragma('user_version = 7');
    database.close();
    const reader = openSqliteSearchReader({ file });
    expect((await reader.search({ text: 'apple', dataSourceIds: [1] })).hits).toEqual([]);
    const index = openSqliteSearchIndex({ file });
    expect([await find(index, 'apple'), await index.position(1)]).toEqual([[], 0]);
    await put(index, 1, [{ id: 1, markdown: 'pear' }]);
    expect((await reader.search({ text: 'pear', dataSourceIds: [1] })).hits).toHaveLength(1);
    await reader.close();
    await index.close();
  });

  it.each([
    ['no database', () => Buffer.from('this is no database file at all, but long enough to look at '.repeat(100))],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 5_000)],
    ['overwritten', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0x5a)])],
    ['empty', () => Buffer.alloc(0)],
  ])('is replaced when it is %s', async (_, damage) => {
    await write('apple '.repeat(1_000));
    writeFileSync(file, damage(readFileSync(file)));
    const index = openSqliteSearchIndex({ file });
    expect(await index.position(1)).toBe(0);
    await put(index, 1, [{ id: 2, markdown: 'pear' }]);
    expect([await find(index, 'pear'), await find(index, 'apple')]).toEqual([[2], []]);
    await index.close();
  });

  it('is replaced when damage shows while it is in use', async () => {
    await write('apple '.repeat(1_000));
    const bytes = readFileSync(file);
    // The header and the schema stay good: what is broken is found when it is read.
    writeFileSync(file, Buffer.concat([bytes.subarray(0, 4_096), Buffer.alloc(bytes.length - 4_096, 0x5a)]));
    const index = openSqliteSearchIndex({ file });
    expect(await find(index, 'apple')).toEqual([]);
    expect(await index.position(1)).toBe(0);
    await put(index, 1, [{ id: 2, markdown: 'pear' }]);
    expect(await find(index, 'pear')).toEqual([2]);
    await index.close();
  });

  it('is read while it is written, missing and replaced', async () => {
    const reader = openSqliteSearchReader({ file });
    const seen = async (text: string) =>
      (await reader.search({ text, dataSourceIds: [1] })).hits.map(({ documentId }) => documentId);
    expect([await seen('apple'), await reader.position(1), await reader.dataSources()]).toEqual([[], 0, []]);
    const index = openSqliteSearchIndex({ file });
    await put(index, 1, [{ id: 1, markdown: 'apple' }]);
    expect([await seen('apple'), await reader.position(1), await reader.dataSources()]).toEqual([[1], 1, [1]]);
    await index.rebuild();
    expect(await seen('apple')).toEqual([]);
    await put(index, 1, [{ id: 2, markdown: 'apple' }]);
    expect(await seen('apple')).toEqual([2]);
    await index.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    expect(await seen('apple')).toEqual([]);
    await write('apple');
    expect(await seen('apple')).toEqual([1]);
    await reader.close();
  });

  it('has rows and position together after a kill at any moment', async () => {
    const index = openSqliteSearchIndex({ file });
    for (let round = 0; round < 5; round += 1) {
      const child = spawn(process.execPath, ['--conditions=acequia-source', writerScript, file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      for (let lines = 0; lines < 2 + round; lines += 1) await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'exit');
      const position = await index.position(1);
      expect(position).toBeGreaterThan(0);
      // Document n says "number n": each document up to the position is there once, none after it.
      const all = await find(index, 'number', { topK: 1_000 });
      expect(all).toHaveLength(position);
      expect(new Set(all).size).toBe(position);
      await index.remove(1);
    }
    await index.close();
  }, 20_000);

  it('is written from a worker thread', async () => {
    const worker = new Worker(writerScript, { argv: [file], execArgv: ['--conditions=acequia-source'], stdout: true });
    await once(worker.stdout, 'data');
    await worker.terminate();
    const reader = openSqliteSearchReader({ file });
    expect(await reader.position(1)).toBeGreaterThan(0);
    await reader.close();
  });
});
