import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHere } from './run-here.ts';
import { TemporaryWorkspace } from './temporary-workspace.ts';
import { writePlugin, zod } from './write-plugin.ts';

const capabilities = { incremental: 'none', deletions: 'listing', stableIds: true };

/** Three notes of which a team, one person and everybody know; who is in the team stands in a file. */
const code = (team: string) => `
import { readFile } from 'node:fs/promises';
import { defineConnector } from '@acequia/core/contract';
import { z } from ${JSON.stringify(zod)};
const note = (id, access) => ({
  type: 'upsert',
  document: { id, title: id + '.md', version: '1', mime: 'text/markdown', body: 'the water gate of ' + id, access },
});
const only = (...allow) => ({ mode: 'replace', allow });
export default defineConnector({
  type: 'notes', contract: 1, title: 'Notes', description: 'Notes', settings: z.strictObject({}),
  auth: [{ type: 'none' }], cursor: z.strictObject({}), contentRevision: 1, capabilities: ${JSON.stringify(capabilities)},
  async validate() { return []; },
  async *groups() {
    const names = (await readFile(${JSON.stringify(team)}, 'utf8')).split(' ');
    yield { id: 'team', members: names.map((id) => ({ type: 'user', id })) };
  },
  async *readAccess() {
    yield { type: 'checkpoint', cursor: {} };
  },
  async *read() {
    yield note('plans', only({ type: 'group', id: 'team' }));
    yield note('diary', only({ type: 'user', id: 'ada' }));
    yield note('notice', only({ type: 'anyone' }));
    yield { type: 'complete' };
    yield { type: 'checkpoint', cursor: {} };
  },
});
`;

let place: TemporaryWorkspace;
const run = (...args: string[]) => runHere(args, { cwd: place.folder });

beforeAll(async () => {
  place = new TemporaryWorkspace();
  const plugin = writePlugin(place, {
    ...{ type: 'notes', title: 'Notes', capabilities, members: ['readAccess', 'groups'] },
    code: code(`${place.folder}/team`),
  });
  place.write('team', 'ada ben');
  place.write('acequia.yaml', 'data_sources:\n  - { name: notes, knowledge_base: base, type: notes }\n');
  const added = await run('connectors', 'add', plugin, '--trust');
  expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('notes') });
  expect(await run('apply')).toMatchObject({ code: 0 });
  expect(await run('sync')).toMatchObject({ code: 0 });
});
afterAll(() => place.remove());

async function found(...flags: string[]): Promise<string[]> {
  const { stdout } = await run('search', 'water', '--json', ...flags);
  const { hits } = JSON.parse(stdout) as { hits: { document: { title: string } }[] };
  return hits.map(({ document }) => document.title).sort();
}

it('search finds what a user of the source may read, by groups too', async () => {
  expect(await found()).toEqual(['diary.md', 'notice.md', 'plans.md']);
  expect(await found('--as-user', 'ada')).toEqual(['diary.md', 'notice.md', 'plans.md']);
  expect(await found('--as-user', 'notes=ben')).toEqual(['notice.md', 'plans.md']);
  expect(await found('--as-user', 'eve')).toEqual(['notice.md']);
});

it('an access sync alone takes away what somebody may no longer read', async () => {
  place.write('team', 'ada');
  expect(await found('--as-user', 'ben')).toEqual(['notice.md', 'plans.md']);
  expect(await run('sync', 'notes', '--kind', 'access')).toMatchObject({ code: 0 });
  expect(await found('--as-user', 'ben')).toEqual(['notice.md']);
});
