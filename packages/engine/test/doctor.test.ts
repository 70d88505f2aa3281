import { chmod, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../src/index.ts';
import { createTestWorkspace, type TestWorkspace } from './open-test-engine.ts';

describe('the doctor', () => {
  let place: TestWorkspace;
  let engine: Engine;
  const write = (text: string, mode = 0o600) => writeFile(join(place.workspace, 'acequia.yaml'), text, { mode });
  const source = (more = '') => `knowledge_bases:
  - name: handbook
data_sources:
  - name: documents
    knowledge_base: handbook
    type: folder
    settings: { path: ${JSON.stringify(place.folder)} }
${more}`;

  const broken = async () => (await engine.doctor()).filter(({ ok }) => !ok);
  const brokenChecks = async () => (await broken()).map(({ name }) => name);

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
});
