import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ran } from './run-cli.ts';
import { runHere } from './run-here.ts';
import { shareConfig, TemporaryWorkspace } from './temporary-workspace.ts';

let place: TemporaryWorkspace;
const run = (...args: string[]): Promise<Ran> => runHere(args, { cwd: place.folder });
const runJson = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout);
const empty = new Uint8Array();

beforeAll(async () => {
  place = new TemporaryWorkspace(shareConfig);
  place.write('documents/guides/water/spring.md', 'Open the channel.');
  place.write('documents/guides/scan.pdf', empty);
  place.write('documents/letter.pdf', empty);
  await run('apply');
  expect(await run('sync')).toMatchObject({ code: 6 });
});
afterAll(() => place.remove());

describe('resources', () => {
  it('lists the folders that can be picked, one level at a time', async () => {
    expect(await runJson('resources', 'share')).toMatchObject({ resources: [{ id: 'guides', container: true }] });
    const inside = await run('resources', 'share', '--parent', 'guides');
    expect(inside).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^ID +TITLE\nguides\/water +water\n$/),
      stderr: '',
    });
    const found = await run('resources', 'share', '--parent', 'guides/water');
    expect(found).toEqual({ code: 0, stdout: '', stderr: expect.stringContaining('nothing to pick') });
    expect(await run('resources', 'sharee')).toMatchObject({ code: 3 });
  });
});

describe('failures', () => {
  const ignored = async () => {
    const { failures } = await runJson('failures', 'list', 'share');
    return failures.filter((one: { ignored: boolean }) => one.ignored).map(({ id }: { id: string }) => id);
  };
  const attempts = async (path: string) => {
    const { failures } = await runJson('failures', 'list', 'share');
    return failures.find((one: { path: string }) => one.path === path)?.attempts;
  };

  it('are ignored by id, and shown as such', async () => {
    const ran = await run('failures', 'ignore', 'share', 'letter.pdf');
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '1 document will not be retried.\n' });
    expect(await ignored()).toEqual(['letter.pdf']);
  });

  it('are read again when they are retried: all but ignored ones, or the named ones', async () => {
    const ran = await run('failures', 'retry', 'share');
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringMatching(/^1 document due now.*acequia sync share/) });
    expect(await runJson('failures', 'retry', 'share', 'letter.pdf', 'guides/scan.pdf')).toEqual({ retried: 2 });
    expect(await ignored()).toEqual([]);
    await run('sync');
    expect([await attempts('letter.pdf'), await attempts('guides/scan.pdf')]).toEqual([2, 2]);
  });

  it.each(['ignore', 'retry'])('%s refuses ids that are none of them, and changes nothing', async (action) => {
    const { code, stdout, stderr } = await run('failures', action, 'share', 'letter.pdf', 'nothing', 'guides');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^error: .*: "nothing", "guides"\nhint: .*acequia failures list/);
    expect(await ignored()).toEqual([]);
  });
});

describe('deletions reject', () => {
  it('keeps what waits, and asks no more', async () => {
    for (const name of readdirSync(place.documents)) rmSync(join(place.documents, name), { recursive: true });
    expect(await run('sync')).toMatchObject({ code: 7 });
    const [{ total }] = (await runJson('deletions', 'review')).deletions;
    const rejected = await run('deletions', 'reject', 'share');
    expect(rejected).toEqual({ code: 0, stdout: '', stderr: `${total} documents kept.\n` });
    expect(await run('deletions', 'review')).toMatchObject({ code: 0 });
    expect(await run('sync')).toMatchObject({ code: 0 });
    expect((await run('search', 'channel')).stdout).toContain('spring.md');
    expect(await runJson('deletions', 'reject', 'share')).toEqual({ kept: 0 });
  });
});
