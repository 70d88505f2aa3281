import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish, runCli, startCli, waitForLine } from './run-cli.ts';
import { shareConfig, TemporaryWorkspace } from './temporary-workspace.ts';

const documents = 6000;
let place: TemporaryWorkspace;
const reads = (line: string) => {
  const { event, counts } = JSON.parse(line);
  return event === 'progress' && counts.total > 0;
};

beforeAll(async () => {
  place = new TemporaryWorkspace(shareConfig);
  for (let number = 0; number < documents; number += 1) {
    place.write(
      `documents/${number % 40}/note ${number}.md`,
      `# Note ${number}\n\nWater flows in channel ${number}.\n`,
    );
  }
  await runCli(['apply'], { cwd: place.folder });
});
afterAll(() => place.remove());

describe('a sync that is interrupted', () => {
  it('refuses a second one meanwhile, keeps what was read, and goes on', async () => {
    const child = startCli(['sync', '--jsonl'], { cwd: place.folder });
    const ended = finish(child);
    await waitForLine(child, reads);
    const second = await runCli(['sync', 'share'], { cwd: place.folder });
    expect(second).toMatchObject({ code: 5, stderr: expect.stringContaining('share') });
    child.kill('SIGINT');
    const first = await ended;
    expect(first.code).toBe(130);
    expect(first.stderr).toContain('checkpoint');

    const listed = await runCli(['documents', 'list', '--limit', '1', '--json'], { cwd: place.folder });
    const kept = JSON.parse(listed.stdout).total;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(documents);

    const resumed = await runCli(['sync', '--json'], { cwd: place.folder });
    expect(resumed.code).toBe(0);
    const [{ counts }] = JSON.parse(resumed.stdout).syncs;
    expect(counts.created).toBe(documents - kept);
  });

  it('ends quietly when its reader goes away', async () => {
    const child = startCli(['changes'], { cwd: place.folder });
    const ended = finish(child);
    await waitForLine(child, () => true);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});
