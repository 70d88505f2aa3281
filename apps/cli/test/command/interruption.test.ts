import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish, runCli, startCli, waitForLine } from './run-cli.ts';
import { shareConfig, TemporaryWorkspace } from './temporary-workspace.ts';

const documents = 4000;
const folders = 40;
let place: TemporaryWorkspace;
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

  it('ends quietly when its reader goes away', async () => {
    const child = startCli(['changes'], { cwd: place.folder });
    const ended = finish(child);
    await waitForLine(child, () => true);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});
