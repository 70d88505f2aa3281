import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Engine, initWorkspace } from '../src/index.ts';
import { createTestWorkspace, type TestWorkspace } from './open-test-engine.ts';

describe('acequia.yaml', () => {
  let place: TestWorkspace;
  let engine: Engine;
  const write = (text: string) => writeFile(join(place.workspace, 'acequia.yaml'), text);
  const source = (more = '') => `knowledge_bases:
  - name: handbook
data_sources:
  - name: documents
    knowledge_base: handbook
    type: folder
    settings: { path: ${JSON.stringify(place.folder)} }
${more}`;

  beforeEach(async () => {
    place = await createTestWorkspace('sqlite');
    engine = await place.open();
  });
  afterEach(() => place.remove());

  test('is made with comments, and never overwritten', async () => {
    expect(await initWorkspace(place.workspace)).toBe(true);
    expect(await engine.plan()).toMatchObject([{ action: 'create', what: 'knowledge base', name: 'default' }]);
    await write('# mine\n');
    expect(await initWorkspace(place.workspace)).toBe(false);
    expect(await readFile(join(place.workspace, 'acequia.yaml'), 'utf8')).toBe('# mine\n');
  });

  test('is applied, and applying it again changes nothing', async () => {
    await write(source('    filters: { include: ["**/*.md"], max_size: 2MB }\n'));
    expect((await engine.apply()).map(({ action, name }) => [action, name])).toEqual([
      ['create', 'handbook'],
      ['create', 'documents'],
    ]);
    expect((await engine.dataSource('documents')).filters).toEqual({ include: ['**/*.md'], maxSize: 2_000_000 });
    expect((await engine.apply()).map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
    await write(source('    picks: [guides]\n'));
    expect(await engine.plan()).toMatchObject([
      { action: 'unchanged' },
      { action: 'update', details: ['picks', 'filters'] },
    ]);
    expect((await engine.dataSource('documents')).picks).toEqual([]);
    await engine.apply();
    expect((await engine.dataSource('documents')).picks).toEqual(['guides']);
  });

  test('deletes only when told to prune', async () => {
    await write(source());
    await engine.apply();
    await write('knowledge_bases: [{ name: handbook }]\n');
    expect((await engine.apply()).map(({ action }) => action)).toEqual(['unchanged', 'extra']);
    expect(await engine.dataSources()).toHaveLength(1);
    expect((await engine.apply(true)).map(({ action }) => action)).toEqual(['unchanged', 'delete']);
    expect(await engine.dataSources()).toEqual([]);
  });

  test.each([
    ['a tab', 'data_sources:\n\t- name: x\n', /acequia\.yaml:2: /],
    ['an unknown word', 'knowledge_bases:\n  - name: a\n    colour: red\n', /acequia\.yaml:2: .*colour/],
    ['a missing variable', `data_sources:\n  - name: "\${NOT_SET}"\n`, /acequia\.yaml:2: .*NOT_SET/],
    ['a name twice', 'knowledge_bases:\n  - name: a\n  - name: a\n', /two entries/],
    [
      'a wrong size',
      'data_sources:\n  - { name: a, knowledge_base: b, type: c, filters: { max_size: huge } }\n',
      /acequia\.yaml:2: .*max_size/,
    ],
  ])('names the line of %s', async (_what, text, message) => {
    await write(text);
    await expect(engine.plan()).rejects.toMatchObject({ code: 'bad_config', message: expect.stringMatching(message) });
  });

  test('keeps credentials encrypted and out of the plan', async () => {
    await writeFile(join(place.workspace, 'token.txt'), 'canary-secret-1\n');
    await write(source('    credentials: { token: { file: token.txt }, other: canary-secret-2 }\n'));
    const steps = await engine.apply();
    expect((await engine.dataSource('documents')).credentialsConfigured).toBe(true);
    await write(source('    credentials: { token: { file: token.txt }, other: canary-secret-3 }\n'));
    steps.push(...(await engine.apply()));
    expect(steps.at(-1)).toMatchObject({ action: 'update', details: ['credentials'] });
    await engine.close();
    const stored = await readFile(join(place.workspace, '.acequia/acequia.db'));
    expect(`${JSON.stringify(steps)}${stored.toString('latin1')}`).not.toContain('canary');
    expect((await stat(join(place.workspace, '.acequia/key'))).mode & 0o777).toBe(0o600);
  });

  test('passes the doctor', async () => {
    await write(source());
    await engine.apply();
    const checks = await engine.doctor();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    await write('nonsense: [');
    expect((await engine.doctor()).find(({ name }) => name === 'configuration')).toMatchObject({ ok: false });
  });
});
