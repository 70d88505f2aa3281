import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './run-here.ts';
import { TemporaryWorkspace } from './temporary-workspace.ts';

let place: TemporaryWorkspace;
const run = (...args: string[]) => runHere(['start', ...args], { cwd: place.folder });

beforeAll(() => {
  place = new TemporaryWorkspace();
});
afterAll(() => place.remove());

describe('start', () => {
  it('makes nothing for a folder that is not there, or is none', async () => {
    place.write('file.md', 'text');
    const [missing, file] = await Promise.all([run('--folder', 'elsewhere'), run('--folder', 'file.md')]);
    expect(missing).toMatchObject({ code: 3, stderr: expect.stringContaining('elsewhere does not exist') });
    expect(file).toMatchObject({ code: 2, stderr: expect.stringContaining('is not a folder') });
    expect(existsSync(join(place.folder, 'acequia-workspace'))).toBe(false);
  });

  it("shows the user's own folder: what came in, what failed, searches, and that nothing is read twice", async () => {
    place.write('documents/harvest plan.md', '# Harvest\n\nOlives are picked in November.\n');
    place.write('documents/harvest report.md', '# Report\n\nThe olives were picked late.\n');
    place.write(`documents/price $${'{'}list}.md`, '# Prices\n\nOil costs nine.\n');
    place.write('documents/scan.pdf', new Uint8Array());
    const { code, stdout } = await run('--folder', 'documents', '--exit');
    expect(code).toBe(0);
    expect(stdout).toContain('4 items');
    expect(stdout).toContain('1 failed, unreadable');
    expect(stdout).toContain('e.g. scan.pdf');
    expect(stdout).toMatch(/harvest +\d+ ms\n +harvest/);
    expect(stdout).toContain('Nothing was read again');
    expect(stdout).not.toContain('\u001b');
  });

  it('goes on with the same workspace, and reads only what is new', async () => {
    place.write('documents/water.md', '# Water\n\nThe channel is open.\n');
    const { code, stdout } = await run('--json');
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result.workspace).toBe(join(place.folder, 'acequia-workspace'));
    expect(result.first).toMatchObject([{ dataSource: 'documents', counts: { created: 1 } }]);
    expect(result.second).toMatchObject([{ counts: { created: 0, bytes: 0 } }]);
    expect(result.searches.length).toBeGreaterThan(0);
  });

  it('searches one short document as often as its words allow, and says so when that is less than three times', async () => {
    place.write('short/a.md', 'One short text about olives and channels.');
    place.write('shortest/a.md', 'hi');
    const short = await run('--folder', 'short', '--workspace', 'of-short', '--json');
    expect(JSON.parse(short.stdout).searches).toHaveLength(3);
    expect(short.stderr).not.toContain('too few words');
    const shortest = await run('--folder', 'shortest', '--workspace', 'of-shortest');
    expect(shortest.code).toBe(0);
    expect(shortest.stdout).toMatch(/Search\n {2}hi .*\n.*a\.md\n.*hi\n {2}The documents have too few words/);
  });

  it('has nothing to search in an empty folder, which is no error', async () => {
    place.write('empty/.keep', '');
    const { code, stdout } = await run('--folder', 'empty', '--workspace', 'other');
    expect(code).toBe(0);
    expect(stdout).toContain('There is no text to search yet');
  });
});
