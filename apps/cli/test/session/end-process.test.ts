import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCli } from '../command/run-cli.ts';
import { TemporaryWorkspace } from '../command/temporary-workspace.ts';
import { writePlugin, zod } from '../command/write-plugin.ts';

const capabilities = { incremental: 'none', deletions: 'listing', stableIds: true };

/** Leaves a timer behind. */
const code = `
import { defineConnector } from '@acequia/core/contract';
import { z } from ${JSON.stringify(zod)};
export default defineConnector({
  type: 'open', contract: 1, title: 'Open', description: 'Open', settings: z.strictObject({}),
  auth: [{ type: 'none' }], cursor: z.strictObject({}), contentRevision: 1, capabilities: ${JSON.stringify(capabilities)},
  async validate() {
    setInterval(() => undefined, 60_000);
    return [{ name: 'reach', ok: false, message: 'nobody is there' }];
  },
  async *read() {},
});
`;

it('a command ends although a connector left something open', async () => {
  const place = new TemporaryWorkspace();
  try {
    const run = (...args: string[]) => runCli(args, { cwd: place.folder });
    const plugin = writePlugin(place, { type: 'open', title: 'Open', capabilities, code });
    place.write('acequia.yaml', 'data_sources:\n  - { name: open, knowledge_base: base, type: open }\n');
    expect(await run('connectors', 'add', plugin, '--trust')).toMatchObject({ code: 0 });
    expect(await run('apply')).toMatchObject({ code: 0 });
    expect(await run('validate', 'open')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('nobody is there'),
    });
  } finally {
    place.remove();
  }
});

it('a process that something keeps alive ends with its exit code, when all of its output has arrived', async () => {
  const command = fileURLToPath(new URL('open-handle-command.ts', import.meta.url));
  const child = spawn(process.execPath, [command], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(output).toHaveLength(4 * 1024 * 1024);
  expect(code).toBe(6);
});
