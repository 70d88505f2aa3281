import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../src/index.ts';
import { folderConfig } from './folder-config.ts';
import { createTestWorkspace, type TestWorkspace } from './open-test-engine.ts';

describe('the doctor', () => {
  let place: TestWorkspace;
  let engine: Engine;
  const write = (text: string, mode = 0o600) => writeFile(join(place.workspace, 'acequia.yaml'), text, { mode });
  const source = (more = '') => folderConfig(place.folder, more);

  const broken = async () => (await engine.doctor()).filter(({ ok }) => !ok);
  const found = async (name: string) => (await engine.doctor()).find((check) => check.name === name);
  const brokenChecks = async () => (await broken()).map(({ name }) => name);

  /** Does something to the files of the workspace while nobody uses them. */
  async function whileClosed(work: (state: string) => Promise<unknown>): Promise<void> {
    await engine.close();
    await work(join(place.workspace, '.acequia'));
    engine = await place.open();
  }

  /** A workspace that has read some documents. */
  async function fill(more = ''): Promise<void> {
    await write(source(more));
    await engine.apply();
    for (let number = 0; number < 50; number++)
      await place.write({ [`${number}.md`]: `Number ${number}. `.repeat(50) });
    await engine.sync('documents');
    await engine.indexed();
  }

  beforeEach(async () => {
    place = await createTestWorkspace('sqlite');
    engine = await place.open();
  });
  afterEach(() => place.remove());

  test('finds nothing where all is well', async () => {
    await write(source());
    await engine.apply();
    const checks = await engine.doctor();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.length).toBeGreaterThanOrEqual(15);
    await write('nonsense: [');
    expect(await brokenChecks()).toEqual(['configuration']);
  });

  test('says what is wrong and what to do', async () => {
    await write(source('    credentials: { token: canary-secret-6 }\n'));
    const state = join(place.workspace, '.acequia');
    await chmod(join(place.workspace, 'acequia.yaml'), 0o644);
    await chmod(state, 0o755);
    const broken = (await engine.doctor()).filter(({ ok }) => !ok);
    expect(broken.map(({ name }) => name)).toEqual(['permissions', 'applied', 'secrets']);
    expect(broken.map(({ remedy }) => remedy)).toEqual([
      expect.stringContaining('chmod 700'),
      'Run: acequia apply',
      expect.stringContaining('chmod 600'),
    ]);
    expect(JSON.stringify(broken)).not.toContain('canary');
    await chmod(state, 0o700);
    await chmod(join(place.workspace, 'acequia.yaml'), 0o600);
    await engine.apply();
    await place.write({ 'a.md': 'alpha' });
    await engine.sync('documents');
    await place.delete('a.md');
    await engine.sync('documents');
    await writeFile(join(state, 'acequia.log'), '');
    await truncate(join(state, 'acequia.log'), 200 * 1024 * 1024);
    expect(await brokenChecks()).toEqual(['deletions', 'log']);
    await rm(place.folder, { recursive: true });
    expect(await brokenChecks()).toEqual(['deletions', 'log', 'data source documents']);
  });

  test('tells secrets in a file that others can read from what is none', async () => {
    const remote = (type: string, settings: string, credentials: string) =>
      `  - { name: ${type}, knowledge_base: handbook, type: ${type}, settings: ${settings}, credentials: ${credentials} }\n`;
    const webdav = (password: string) =>
      remote('webdav', '{ url: "http://127.0.0.1:9/" }', `{ username: ana, password: ${password} }`);
    const imap = (secret: string) =>
      remote('imap', '{ host: 127.0.0.1 }', `{ client_id: acequia, client_secret: ${secret} }`);
    await writeFile(join(place.workspace, 'secret.txt'), 'canary-secret-7');
    const kept = '{ file: secret.txt }';
    const exposed = async (text: string) => {
      await write(source(text));
      await chmod(join(place.workspace, 'acequia.yaml'), 0o644);
      const message = (await broken()).find(({ name }) => name === 'secrets')?.message ?? 'of none,';
      return /of (.*),/.exec(message)?.[1];
    };
    expect(await exposed(webdav(kept) + imap(kept))).toBe('none');
    expect(await exposed(webdav('canary-secret-8') + imap(kept))).toBe('webdav');
    expect(await exposed(webdav(kept) + imap('canary-secret-9'))).toBe('imap');
    expect(await exposed(remote('other', '{}', '{ username: ana }'))).toBe('other');
  });

  test('finds a page of the database that is broken', async () => {
    await fill();
    await whileClosed(async (state) => {
      const file = join(state, 'acequia.db');
      const bytes = await readFile(file);
      const pageSize = bytes.readUInt16BE(16);
      const page = Math.floor(bytes.lastIndexOf('Number 30. Number 30.') / pageSize);
      const handle = await open(file, 'r+');
      await handle.write(randomBytes(pageSize), 0, pageSize, page * pageSize);
      await handle.close();
    });
    expect(await found('integrity')).toMatchObject({ ok: false, remedy: expect.stringContaining('from a backup') });
  });

  test('finds a key that others can read, and secrets that the key does not open', async () => {
    await fill('    credentials: { token: canary-secret-10 }\n');
    const key = join(place.workspace, '.acequia/key');
    await chmod(key, 0o644);
    expect(await broken()).toMatchObject([{ name: 'encryption key', remedy: `chmod 600 '${key}'` }]);
    await chmod(key, 0o600);
    await whileClosed(() => writeFile(key, randomBytes(32).toString('base64')));
    expect(await found('encryption key')).toMatchObject({ ok: true });
    expect(await found('credentials')).toMatchObject({ ok: false, remedy: expect.stringMatching(/\w/) });
  });

  test('names a connector that cannot be used, with the reason', async () => {
    const acequia = { kind: 'connector', type: 'old', contract: 0, manifest: './manifest.json' };
    await whileClosed(async (state) => {
      const folder = join(state, 'plugins/node_modules/old-connector');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'old-connector', acequia }));
      const dependencies = { 'old-connector': '1.0.0' };
      await writeFile(join(state, 'plugins/package.json'), JSON.stringify({ name: 'plugins', dependencies }));
    });
    expect(await found('connectors')).toEqual({
      name: 'connectors',
      ok: false,
      message: expect.stringContaining('old-connector incompatible'),
      remedy: expect.stringContaining('It speaks contract 0'),
    });
  });

  test('says how far an index is behind that was lost, which the next sync mends', async () => {
    await fill();
    expect(await found('search index')).toMatchObject({ message: 'Up to date' });
    await whileClosed((state) => rm(join(state, 'search.db')));
    expect(await found('search index')).toMatchObject({ message: expect.stringMatching(/^50 changes behind/) });
    await engine.sync('documents');
    await engine.indexed();
    expect(await found('search index')).toMatchObject({ message: 'Up to date' });
  });

  test('counts the documents that fail', async () => {
    await fill();
    expect(await found('failures')).toMatchObject({ message: 'No document fails' });
    await place.write({ 'empty.pdf': '' });
    await engine.sync('documents');
    expect(await found('failures')).toMatchObject({ message: expect.stringMatching(/^1 document .*failures list/) });
  });

  test('tells a data source that cannot be reached from one whose last sync failed', async () => {
    await fill();
    const away = `${place.folder}-away`;
    await rename(place.folder, away);
    await engine.sync('documents');
    const unreachable = await found('data source documents');
    expect(unreachable).toMatchObject({ ok: false, message: expect.stringContaining('does not exist') });
    await rename(away, place.folder);
    const failed = await found('data source documents');
    expect(failed).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^50 documents; its last sync failed: .*does not exist/),
      remedy: expect.stringMatching(/\w/),
    });
    await engine.sync('documents');
    expect(await found('data source documents')).toMatchObject({ ok: true, message: '50 documents' });
    await engine.pauseDataSource('documents');
    await rm(place.folder, { recursive: true });
    expect(await found('data source documents')).toMatchObject({ ok: true, message: '50 documents, paused' });
  });
});
