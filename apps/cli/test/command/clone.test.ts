import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { finish } from './run-cli.ts';
import { TemporaryWorkspace } from './temporary-workspace.ts';

const clone = fileURLToPath(new URL('../../../../', import.meta.url));
let place: TemporaryWorkspace;

beforeAll(() => {
  place = new TemporaryWorkspace();
});
afterAll(() => place.remove());

// npm comes with Node, and runs scripts as pnpm does: in the clone, with INIT_CWD.
it('of a clone works in the folder where it was called', async () => {
  const words = ['--prefix', clone, 'run', '--silent', 'acequia', '--', 'init', 'own', '--json'];
  const { npm_lifecycle_event: _, INIT_CWD: __, ...env } = process.env;
  const child = spawn('npm', words, { cwd: place.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { code, stdout } = await finish(child);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ workspace: join(place.folder, 'own'), created: true });
  expect(existsSync(join(place.folder, 'own/acequia.yaml'))).toBe(true);
});
