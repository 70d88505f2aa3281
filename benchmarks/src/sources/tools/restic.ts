import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Tool } from './tool.ts';

export const restic: Tool = {
  program: 'restic',
  writes: 'an encrypted repository',
  async prepare(program, { folder, reach }) {
    const env = { RESTIC_PASSWORD: 'benchmark', RESTIC_CACHE_DIR: join(folder, 'cache') };
    const repository = ['--repo', join(folder, 'repository'), '--quiet'];
    execFileSync(program, [...repository, 'init'], { env: { ...process.env, ...env } });
    return { command: [program, ...repository, 'backup', String(reach.settings.path)], env };
  },
};
