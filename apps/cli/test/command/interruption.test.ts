import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish, runCli, startCli, waitForLine } from './run-cli.ts';
import { shareConfig, TemporaryWorkspace } from './temporary-workspace.ts';

const documents = 4000;
const folders = 40;
let place: TemporaryWorkspace;
const reads = (line: string) => {
  const { event, counts } = JSON.parse(line);
  return event === 'progress' && counts.total > 0;
};

async function countDocuments(): Promise<number> {
  const listed = await runCli(['documents', 'list', '--limit', '1', '--json'], { cwd: place.folder });
  return JSON.parse(listed.stdout).total;
}

beforeAll(async () => {
  place = new TemporaryWorkspace(shareConfig);
  for (let number = 0; number < documents; number += 1) {
    place.write(
      `documents/${number % folders}/note ${number}.md`,
      `# Note ${number}\n\nWater flows in channel ${number}.\n`,
    );
  }
  await runCli(['apply'], { cwd: place.folder });
});
afterAll(() => place.remove());

describe('a long sync', () => {
  it('keeps what was read, and goes on', async () => {
    const child = startCli(['sync', '--jsonl'], { cwd: place.folder });
    const ended = finish(child);
    await waitForLine(child, reads);
    child.kill('SIGINT');
    const first = await ended;
    expect(first.code).toBe(130);
    expect(first.stderr).toContain('checkpoint');

    const kept = await countDocuments();
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(documents);

    const resumed = await runCli(['sync', '--json'], { cwd: place.folder });
    expect(resumed.code).toBe(0);
    const [{ counts }] = JSON.parse(resumed.stdout).syncs;
    expect(counts.created).toBeGreaterThanOrEqual(documents - kept);
    expect(counts.created).toBeLessThanOrEqual(documents - kept + folders);
    expect(await countDocuments()).toBe(documents);
  });

  it('is followed by more of them when it is watched, until Ctrl-C', async () => {
    const child = startCli(['sync', '--watch', '--jsonl'], { cwd: place.folder });
    const ended = finish(child);
    await waitForLine(child, (line) => JSON.parse(line).event === 'next');
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    const lines = stdout.trim().split('\n');
    const [end, next] = lines.slice(-2).map((line) => JSON.parse(line));
    expect(end).toMatchObject({ event: 'end', dataSource: 'share', log: { status: 'success', trigger: 'manual' } });
    expect(next).toMatchObject({ event: 'next', dataSource: 'share', kind: 'incremental' });
    expect(next.at - end.time).toBeGreaterThan(14 * 60_000);
  });

  it('runs once at a time', async () => {
    const both = await Promise.all([1, 2].map(() => runCli(['sync', '--refetch', '--json'], { cwd: place.folder })));
    const [done, refused] = both.sort((a, b) => Number(a.code) - Number(b.code));
    expect([done?.code, refused?.code]).toEqual([0, 5]);
    expect(JSON.parse(refused?.stdout ?? '')).toMatchObject({
      syncs: [{ dataSource: 'share', error: { code: 'sync_running' } }],
    });
  });

  it('ends quietly when its reader goes away', async () => {
    const child = startCli(['changes'], { cwd: place.folder });
    const ended = finish(child);
    await waitForLine(child, () => true);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});
