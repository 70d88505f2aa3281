import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Engine, initWorkspace } from '../src/index.ts';
import { folderConfig } from './folder-config.ts';
import { createTestWorkspace, type TestWorkspace } from './open-test-engine.ts';

describe('acequia.yaml', () => {
  let place: TestWorkspace;
  let engine: Engine;
  const write = (text: string) => writeFile(join(place.workspace, 'acequia.yaml'), text);
  const source = (more = '') => folderConfig(place.folder, more);

  const brokenChecks = async () => (await engine.doctor()).filter(({ ok }) => !ok).map(({ name }) => name);

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
    expect((await engine.apply({ prune: true })).map(({ action }) => action)).toEqual(['unchanged', 'delete']);
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

  test.each([
    [
      'a cron expression with a field too few',
      'full: "0 3 * *"',
      /acequia\.yaml:9: .*schedule\.full: .*4 of the 5 fields/,
    ],
    ['a minute that no hour has', 'incremental: "61 * * * *"', /schedule\.incremental: .*minute: 61/],
    ['a day that never comes', 'full: "0 3 30 2 *"', /never comes/],
    [
      'a place that is no time zone',
      'timezone: Europe/Atlantis',
      /schedule\.timezone: "Europe\/Atlantis" is no time zone/,
    ],
    ['quiet hours of another clock', 'quiet_hours: "8am-6pm"', /schedule\.quiet_hours: .*08:00-18:00/],
    ['a word that schedules do not have', 'weekly: "0 3 * * 0"', /weekly/],
  ])('refuses %s in a schedule', async (_what, line, message) => {
    await write(source(`    schedule:\n      ${line}\n`));
    await expect(engine.apply()).rejects.toMatchObject({ code: 'bad_config', message: expect.stringMatching(message) });
    expect(await engine.dataSources()).toEqual([]);
  });

  test('keeps a schedule, and takes it away when the file does', async () => {
    await write(
      source('    schedule: { incremental: "*/30 * * * *", timezone: Europe/Madrid, quiet_hours: "08:00-18:00" }\n'),
    );
    await engine.apply();
    const schedule = { incremental: '*/30 * * * *', timezone: 'Europe/Madrid', quietHours: '08:00-18:00' };
    expect((await engine.dataSource('documents')).schedule).toEqual(schedule);
    expect((await engine.apply()).map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
    await write(source());
    expect((await engine.apply()).at(-1)).toMatchObject({ action: 'update', details: ['schedule'] });
    expect((await engine.dataSource('documents')).schedule).toEqual({});
    await expect(engine.updateDataSource('documents', { schedule: { full: 'often' } })).rejects.toMatchObject({
      code: 'bad_schedule',
      message: expect.stringContaining('full: "often"'),
    });
  });

  test('is applied from another file, whose paths start at its own folder', async () => {
    const file = join(place.folder, 'other.yaml');
    await writeFile(join(place.folder, 'token.txt'), 'canary-secret-4');
    await writeFile(file, source('    credentials: { token: { file: token.txt } }\n'));
    await engine.apply({ file });
    expect((await engine.dataSource('documents')).credentialsConfigured).toBe(true);
    const missing = engine.apply({ file: `${file}.gone`, prune: true });
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
    expect(await engine.dataSources()).toHaveLength(1);
  });

  test('gets a data source that was made otherwise, and keeps what stands there', async () => {
    await write('# mine\nknowledge_bases: [{ name: handbook }]\ndata_sources: [] # none yet\n');
    await engine.apply();
    const path = `${place.folder}/price $\{list}`;
    const filters = { include: ['**/*.md'], maxSize: 5_000_000, modifiedAfter: 1_700_000_000_000 };
    const more = { picks: ['guides'], filters, schedule: { full: '@daily', quietHours: '22:00-06:00' } };
    await engine.createDataSource({
      name: 'documents',
      knowledgeBase: 'handbook',
      type: 'folder',
      settings: { path },
      credentials: { token: 'canary-secret-5' },
      ...more,
    });
    await engine.addToConfig('documents');
    const text = await readFile(join(place.workspace, 'acequia.yaml'), 'utf8');
    expect(text).toMatch(/^# mine\n/);
    expect(text).not.toContain('canary');
    expect((await engine.plan()).map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
    expect((await engine.dataSource('documents')).settings).toEqual({ path });
  });

  test('gets another key, and its secrets open with that one only', async () => {
    const key = join(place.workspace, '.acequia/key');
    await write(source('    credentials: { token: canary-secret-7 }\n'));
    await engine.apply();
    const before = await readFile(key, 'utf8');
    expect(await engine.rotateKey()).toBe(1);
    expect(await readFile(key, 'utf8')).not.toBe(before);
    await engine.close();
    engine = await place.open();
    expect((await engine.apply()).at(-1)?.action).toBe('unchanged');
    await engine.close();
    await writeFile(key, before);
    engine = await place.open();
    expect(await brokenChecks()).toContain('credentials');
  });
});
