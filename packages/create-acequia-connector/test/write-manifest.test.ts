import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProcess } from './run-process.ts';

const core = join(import.meta.dirname, '..', '..', 'core');
const zod = pathToFileURL(createRequire(join(core, 'package.json')).resolve('zod')).href;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acequia-manifest-'));
  await mkdir(join(folder, 'dist'));
});
afterEach(() => rm(folder, { recursive: true }));

const described = { kind: 'connector', type: 'wiki', contract: 1, manifest: './dist/manifest.json' };

async function writePackage(options: { acequia?: object; code?: string }): Promise<void> {
  const manifest = {
    name: 'acequia-connector-wiki',
    type: 'module',
    exports: './dist/index.js',
    acequia: options.acequia,
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  if (options.code !== undefined) await writeFile(join(folder, 'dist', 'index.js'), options.code);
}

const code = `import { z } from '${zod}';
export default {
  type: 'wiki', contract: 1, title: 'Wiki', description: 'Pages.', auth: [{ type: 'none' }],
  capabilities: { incremental: 'none', deletions: 'listing', stableIds: true }, contentRevision: 1,
  settings: z.strictObject({ url: z.string().meta({ title: 'Address' }) }), cursor: z.null(),
  validate: async () => [], async *read() {},
};`;

const writeManifest = () =>
  runProcess(folder, process.execPath, '--conditions=acequia-source', join(core, 'src/bin/write-manifest.ts'));

it('writes what a host needs to know beside the built code', async () => {
  await writePackage({ acequia: described, code });
  expect((await writeManifest()).trim()).toMatch(/dist\/manifest\.json$/);
  expect(JSON.parse(await readFile(join(folder, 'dist', 'manifest.json'), 'utf8'))).toMatchObject({
    type: 'wiki',
    contract: 1,
    settings: { type: 'object', properties: { url: { type: 'string', title: 'Address' } }, required: ['url'] },
    members: [],
  });
});

it.each([
  ['a package that is no connector', {}, 'describes no connector'],
  ['one that is not built', { acequia: described }, 'Build it first'],
  ['code that does not run', { acequia: described, code: 'throw new Error("broken")' }, 'broken'],
  ['another default export', { acequia: described, code: 'export default 1' }, 'is no connector'],
  ['two types', { acequia: { ...described, type: 'other' }, code }, 'package.json says type other'],
  ['two contracts', { acequia: { ...described, contract: 2 }, code }, 'package.json says contract 2'],
])('refuses %s with a word about it', async (_, options, message) => {
  await writePackage(options);
  await expect(writeManifest()).rejects.toThrow(message);
  await expect(readFile(join(folder, 'dist', 'manifest.json'))).rejects.toMatchObject({ code: 'ENOENT' });
});
