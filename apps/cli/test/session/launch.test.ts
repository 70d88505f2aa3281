import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const command = fileURLToPath(new URL('hanging-command.ts', import.meta.url));

describe('a command that reaches no checkpoint', () => {
  it('says what it waits for at the first Ctrl-C, and ends at the second', async () => {
    const child = spawn(process.execPath, ['--conditions=acequia-source', command], { stdio: 'pipe' });
    const exited = once(child, 'exit');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const [said] = await once(child.stderr, 'data');
    expect(String(said)).toContain('Ctrl-C again stops at once');
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect(await exited).toEqual([130, null]);
  });
});
