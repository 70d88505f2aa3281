import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { finish, runCli, startCli, waitForLine } from './run-cli.ts';
import { TemporaryWorkspace } from './temporary-workspace.ts';
import { writePlugin, zod } from './write-plugin.ts';

const documents = 4000;
/** Where the source stops as long as the file is there that holds it: behind the first commit. */
const held = 2000;
const capabilities = { incremental: 'revisit', deletions: 'listing', stableIds: true };

/** Notes in an order, with a checkpoint every hundred. */
const code = (hold: string) => `
import { existsSync } from 'node:fs';
import { defineConnector } from '@acequia/core/contract';
import { z } from ${JSON.stringify(zod)};
export default defineConnector({
  type: 'long', contract: 1, title: 'Long', description: 'Long', settings: z.strictObject({}),
  auth: [{ type: 'none' }], cursor: z.strictObject({ next: z.int() }), contentRevision: 1,
  capabilities: ${JSON.stringify(capabilities)},
  async validate() { return []; },
  async *read({ signal }, _slice, cursor) {
    for (let number = cursor?.next ?? 0; number < ${documents}; number += 1) {
      const text = 'Water flows in channel ' + number + '.';
      yield {
        type: 'upsert',
        document: { id: 'note-' + number, title: 'Note ' + number, version: '1', mime: 'text/plain', body: text },
      };
      if (number % 100 === 99) yield { type: 'checkpoint', cursor: { next: number + 1 } };
      if (number !== ${held} || !existsSync(${JSON.stringify(hold)})) continue;
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }
    yield { type: 'complete' };
    yield { type: 'checkpoint', cursor: { next: 0 } };
  },
});
`;

let place: TemporaryWorkspace;
const run = (...args: string[]) => runCli(args, { cwd: place.folder });
const reads = (line: string) => {
  const { event, counts } = JSON.parse(line);
  return event === 'progress' && counts.total > 0;
};

async function countDocuments(): Promise<number> {
  return JSON.parse((await run('documents', 'list', '--limit', '1', '--json')).stdout).total;
}

beforeAll(async () => {
  place = new TemporaryWorkspace();
  place.write('hold', '');
  place.write('acequia.yaml', 'data_sources:\n  - { name: notes, knowledge_base: base, type: long }\n');
  const plugin = writePlugin(place, {
    type: 'long',
    title: 'Long',
    capabilities,
    code: code(join(place.folder, 'hold')),
  });
  expect(await run('connectors', 'add', plugin, '--trust')).toMatchObject({ code: 0 });
  expect(await run('apply')).toMatchObject({ code: 0 });
});
afterAll(() => place.remove());

it('a sync runs once at a time, keeps what was read when Ctrl-C ends it, and the next one goes on', async () => {
  const child = startCli(['sync', '--jsonl'], { cwd: place.folder });
  const ended = finish(child);
  await waitForLine(child, reads);
  const refused = await run('sync', '--json');
  expect(refused.code).toBe(5);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    syncs: [{ dataSource: 'notes', error: { code: 'sync_running' } }],
  });
  child.kill('SIGINT');
  const first = await ended;
  expect(first.code).toBe(130);
  expect(first.stderr).toContain('checkpoint');

  const kept = await countDocuments();
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThanOrEqual(held + 1);

  rmSync(join(place.folder, 'hold'));
  const resumed = await run('sync', '--json');
  expect(resumed.code).toBe(0);
  const [{ counts }] = JSON.parse(resumed.stdout).syncs;
  expect(counts.created).toBe(documents - kept);
  // Behind the last checkpoint some are read again.
  expect(counts.total).toBeLessThan(documents);
  expect(await countDocuments()).toBe(documents);
});
