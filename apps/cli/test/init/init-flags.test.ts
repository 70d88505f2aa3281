import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finish, startCli } from '../command/run-cli.ts';
import { runHere } from '../command/run-here.ts';
import { TemporaryWorkspace } from '../command/temporary-workspace.ts';
import { type BucketServer, startBucketServer } from './bucket-server.ts';
import { startDavServer } from './dav-server.ts';

let place: TemporaryWorkspace;
let server: BucketServer;
const secrets = { TEST_KEY: 'GOODKEY', TEST_SECRET: 'canary-secret' };
const run = (...args: string[]) => runHere(['init', ...args], { cwd: place.folder, environment: secrets });
const odd = 'water: $' + '{HOME} #1';
const isMade = () => existsSync(join(place.folder, 'own'));

beforeAll(async () => {
  server = await startBucketServer('GOODKEY');
});
afterAll(() => server.close());
beforeEach(() => {
  place = new TemporaryWorkspace();
});
afterEach(() => place.remove());

describe('acequia init without a terminal', () => {
  it('sets up a data source that works, and says what it made', async () => {
    const { code, stdout } = await run(
      ...['own', '--type', 'folder', '--name', 'garden', '--set', `path=${place.documents}`],
      ...['--set', 'hidden=true', '--set', 'ignore=.git, *.tmp', '--knowledge-base', odd, '--json'],
    );
    expect(code).toBe(0);
    const { created, dataSource, checks } = JSON.parse(stdout);
    expect(created).toBe(true);
    expect(dataSource).toMatchObject({
      name: 'garden',
      knowledgeBase: { name: odd },
      settings: { path: place.documents, hidden: true, ignore: ['.git', '*.tmp'] },
    });
    expect(checks.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, true]);
    expect(await runHere(['doctor', '-w', 'own'], { cwd: place.folder })).toMatchObject({ code: 0 });
  });

  it('adds to a workspace that is there, once for each name', async () => {
    const folder = ['own', '--type', 'folder', '--set', `path=${place.documents}`];
    expect(await run(...folder)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('acequia sync folder -w own'),
    });
    expect(await run(...folder)).toMatchObject({ code: 1, stderr: expect.stringContaining('folder') });
    expect(await run(...folder, '--name', 'second')).toMatchObject({ code: 0 });
    const config = readFileSync(join(place.folder, 'own/acequia.yaml'), 'utf8');
    expect(config.match(/- name: (folder|second)$/gm)).toEqual(['- name: folder', '- name: second']);
  });

  it('makes nothing when a check fails or a setting is wrong', async () => {
    const missing = await run('own', '--type', 'folder', '--set', 'path=/does/not/exist');
    expect(missing).toMatchObject({ code: 1, stdout: expect.stringContaining('✗') });
    const unfinished = await run('own', '--type', 'folder', '--json');
    expect(unfinished.code).toBe(1);
    expect(JSON.parse(unfinished.stdout).checks).toMatchObject([{ ok: false, name: 'settings' }]);
    expect(await run('own', '--type', 'folder', '--set', 'pth=/')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('path, followLinks'),
    });
    expect(await run('own', '--type', 'folders')).toMatchObject({ code: 3, stderr: expect.stringContaining('folder') });
    expect(await run('own', '--set', 'path=/')).toMatchObject({ code: 2 });
    expect(isMade()).toBe(false);
  });
});

describe('secrets on the command line', () => {
  const bucket = () => ['own', '--type', 's3', '--set', 'bucket=files', '--set', `endpoint=${server.url}`];

  it('are named by variables of the environment', async () => {
    const ran = await run(
      ...bucket(),
      '--credential',
      'accessKeyId=TEST_KEY',
      '--credential',
      'secretAccessKey=TEST_SECRET',
    );
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('✓') });
    expect(ran.stdout + ran.stderr).not.toContain('canary-secret');
  });

  it('stand beside what is none, a user name', async () => {
    const dav = await startDavServer('ana', 'canary-secret');
    try {
      const source = ['own', '--type', 'webdav', '--set', `url=${dav.url}`, '--credential', 'password=TEST_SECRET'];
      expect(await run(...source, '--credential', 'username=ana')).toMatchObject({ code: 0 });
      const wrong = await run(...source, '--name', 'other', '--credential', 'username=bob');
      expect(wrong).toMatchObject({ code: 1, stdout: expect.stringContaining('answered 401') });
      expect(wrong.stdout + wrong.stderr).not.toContain('canary-secret');
    } finally {
      await dav.close();
    }
  });

  it('come from standard input, one a line', async () => {
    const child = startCli(['init', ...bucket(), '--credential', 'accessKeyId', '--credential', 'secretAccessKey'], {
      cwd: place.folder,
      stdin: 'GOODKEY\ncanary-secret\n',
    });
    expect(await finish(child)).toMatchObject({ code: 0 });
  });

  it('are refused where a command line would show them, and not repeated', async () => {
    const mistaken = await run(...bucket(), '--credential', 'secretAccessKey=canary-given');
    expect(mistaken.code).toBe(2);
    expect(mistaken.stderr).toContain('environment variable');
    expect(mistaken.stdout + mistaken.stderr).not.toContain('canary-given');
    const set = await run('own', '--type', 'slack', '--set', 'signingSecret=canary-given');
    expect(set).toMatchObject({ code: 2, stderr: expect.stringContaining('--credential signingSecret=VARIABLE') });
    const unknown = await run('own', '--type', 'slack', '--credential', 'password=TEST_SECRET');
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('token, signingSecret') });
    expect(isMade()).toBe(false);
  });
});
