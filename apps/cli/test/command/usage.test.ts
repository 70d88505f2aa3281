import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './run-here.ts';
import { TemporaryWorkspace } from './temporary-workspace.ts';

let place: TemporaryWorkspace;
const run = (...args: string[]) => runHere(args, { cwd: place.folder });

beforeAll(() => {
  place = new TemporaryWorkspace();
});
afterAll(() => place.remove());

describe('wrong use', () => {
  it.each([
    [['syncc'], 'unknown command'],
    [['sync', '--kind', 'sideways'], 'incremental, full, reconcile'],
    [['deletions', 'approve', 'share', '--up-to', '0'], 'whole number'],
  ])('%j is refused with what is right', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  it('is told to programs as one JSON document', async () => {
    const ran = await Promise.all([run('syncc', '--json'), run('sync', '--kind', 'x', '--json'), run('--json')]);
    for (const { code, stdout } of ran) {
      expect(code).toBe(2);
      expect(JSON.parse(stdout)).toEqual({ error: { code: 'usage', message: expect.stringMatching(/^\w/) } });
    }
  });

  it('says what there is when nothing is asked for', async () => {
    const { code, stderr } = await run();
    expect(code).toBe(2);
    expect(stderr).toContain('acequia start');
  });

  it('explains on request, with examples', async () => {
    const { code, stdout, stderr } = await run('sync', '--help');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('--workspace');
  });
});

describe('without a workspace', () => {
  it('says how to get one', async () => {
    const { code, stdout, stderr } = await run('sync');
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^error: There is no workspace here or above\.\nhint: .*acequia init/);
  });

  it('shows the connectors that come with it, and makes nothing', async () => {
    const [listed, described] = await Promise.all([run('connectors', 'list'), run('connectors', 'info', 'webdav')]);
    expect(listed).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^folder +ready/m) });
    expect(described).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Password, secret\n.*Of the folder to read/s),
    });
    expect(readdirSync(place.folder)).toEqual(['documents']);
    expect(await run('connectors', 'list', '-w', 'nowhere')).toMatchObject({ code: 3 });
  });

  it('says it to programs as one JSON document', async () => {
    const { code, stdout } = await run('documents', 'list', '--json', '--workspace', 'nowhere');
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'no_workspace', message: expect.stringContaining('nowhere'), hint: expect.any(String) },
    });
  });
});
