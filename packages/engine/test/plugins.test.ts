import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../src/index.ts';
import { createTestWorkspace, type TestWorkspace } from './open-test-engine.ts';

const zod = pathToFileURL(createRequire(import.meta.url).resolve('zod')).href;

const manifest = (type: string) => ({
  type,
  contract: 1,
  title: 'Memo',
  description: 'One memo.',
  categories: [],
  capabilities: { incremental: 'none', deletions: 'listing', stableIds: true },
  settings: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { text: { type: 'string' } },
    required: ['text'],
    additionalProperties: false,
  },
  auth: [{ type: 'none' }],
  members: [],
});

const code = (type: string) => `
import { defineConnector } from '@acequia/core/contract';
import { z } from ${JSON.stringify(zod)};
export default defineConnector({
  type: '${type}', contract: 1, title: 'Memo', description: 'One memo.',
  settings: z.strictObject({ text: z.string() }), auth: [{ type: 'none' }], cursor: z.strictObject({}), contentRevision: 1,
  capabilities: { incremental: 'none', deletions: 'listing', stableIds: true },
  async validate() { return []; },
  async *read(context) {
    yield { type: 'upsert', document: { id: 'memo', title: 'memo.md', version: '1', mime: 'text/markdown', body: context.settings.text } };
    yield { type: 'complete' };
    yield { type: 'checkpoint', cursor: {} };
  },
});
`;

interface Changes {
  readonly name?: string;
  readonly type?: string;
  readonly acequia?: object;
  readonly packageJson?: object;
  readonly manifest?: object;
  readonly code?: string;
}

let place: TestWorkspace;
let engine: Engine;
let folder: string;
let count = 0;

beforeEach(async () => {
  place = await createTestWorkspace('sqlite');
  engine = await place.open();
  folder = await mkdtemp(join(tmpdir(), 'acequia-plugin-'));
});
afterEach(async () => {
  await place.remove();
  await rm(folder, { recursive: true });
});

async function writePlugin(changes: Changes = {}): Promise<string> {
  const { name = 'acequia-connector-memo', type = 'memo' } = changes;
  count += 1;
  const root = join(folder, `plugin-${count}`);
  await mkdir(join(root, 'dist'), { recursive: true });
  const packageJson = {
    name,
    version: '1.2.3',
    type: 'module',
    acequia: { kind: 'connector', type, contract: 1, manifest: './dist/manifest.json', ...changes.acequia },
    exports: { '.': './dist/index.js', './package.json': './package.json' },
    // Would leave a trace if it ran.
    scripts: { postinstall: `node -e "require('fs').writeFileSync(${JSON.stringify(join(folder, 'ran'))}, '')"` },
    peerDependencies: { '@acequia/core': '>=0.1.0 <2' },
    ...changes.packageJson,
  };
  await writeFile(join(root, 'package.json'), JSON.stringify(packageJson));
  await writeFile(join(root, 'dist/manifest.json'), JSON.stringify(changes.manifest ?? manifest(type)));
  await writeFile(join(root, 'dist/index.js'), changes.code ?? code(type));
  return root;
}

async function addSource(type: string): Promise<void> {
  await engine.createKnowledgeBase('base').catch(() => undefined);
  await engine.createDataSource({ name: 'memo', knowledgeBase: 'base', type, settings: { text: 'water the garden' } });
}

test('a plugin is installed without its scripts, and runs only when it is trusted', async () => {
  const added = await engine.addConnector(await writePlugin());
  expect(added).toMatchObject({
    package: 'acequia-connector-memo',
    version: '1.2.3',
    origin: 'plugin',
    state: 'untrusted',
  });
  await expect(addSource('memo')).rejects.toMatchObject({
    code: 'connector_missing',
    hint: expect.stringContaining('acequia connectors trust acequia-connector-memo'),
  });
  expect(await engine.trustConnector('acequia-connector-memo')).toMatchObject({ state: 'ready' });
  await addSource('memo');
  const log = await engine.sync('memo');
  expect(log.counts.created).toBe(1);
  await expect(readFile(join(folder, 'ran'))).rejects.toMatchObject({ code: 'ENOENT' });
  await engine.removeConnector('acequia-connector-memo');
  expect((await engine.connectors()).map((one) => one.package)).not.toContain('acequia-connector-memo');
  await expect(engine.removeConnector('acequia-connector-memo')).rejects.toMatchObject({ code: 'not_found' });
});

test.each([
  ['', 'none', ['@here/acequia-connector-memo']],
  ['@here, @there', '@here, @there', ['@heretic/acequia-connector-memo']],
])('only packages of the scopes that the operator allows ("%s") stay installed', async (scopes, told, names) => {
  const strict = await place.open({ environment: { ACEQUIA_CONNECTOR_SCOPES: scopes } });
  const folders = await Promise.all(names.map((name) => writePlugin({ name })));
  const others = ['acequia-connector-memo', '@heretic/memo@1.0.0', '@here/memo@npm:memo', '@here/memo@https://host/a'];
  const links = [
    'github:here/memo',
    'here/memo',
    'https://host/memo.tgz',
    'git+ssh://git@host/memo.git',
    'here/memo.tgz',
    'here/memo#x.tgz',
    '@here/memo@here/memo#x.tgz',
  ];
  for (const spec of [...folders, ...others, ...links]) {
    await expect(strict.addConnector(spec), spec).rejects.toMatchObject({
      code: 'plugin_refused',
      hint: expect.stringContaining(`allows: ${told} `),
    });
  }
  expect(await strict.connectors()).not.toContainEqual(expect.objectContaining({ origin: 'plugin' }));
  if (scopes === '') return;
  expect(await strict.addConnector(await writePlugin({ name: '@there/acequia-connector-memo' }))).toMatchObject({
    state: 'untrusted',
  });
});

test.each<[string, Changes, RegExp]>([
  ['wants contract 2', { acequia: { contract: 2 } }, /contract 2/],
  ['hides its package.json', { packageJson: { exports: './dist/index.js' } }, /./],
  ['hides its package.json in exports', { packageJson: { exports: { '.': './dist/index.js' } } }, /package\.json/],
  ['has no manifest', { acequia: { manifest: './nowhere.json' } }, /nowhere\.json/],
  ['has a manifest outside of the package', { acequia: { manifest: '../../../../plugins/package.json' } }, /./],
  ['has a broken manifest', { manifest: { type: 'memo' } }, /manifest/],
  ['calls itself something else in the manifest', { manifest: manifest('other') }, /types/],
])('a plugin that %s never runs', async (_what, changes, reason) => {
  const added = await engine.addConnector(await writePlugin(changes));
  expect(added.state).toMatch(/incompatible|invalid/);
  expect(added.reason).toMatch(reason);
  await engine.trustConnector(added.package);
  await expect(engine.connector('memo')).rejects.toMatchObject({ code: 'connector_missing' });
});

test.each<[string, string, RegExp]>([
  ['throws on import', 'throw new Error("boom");', /boom/],
  ['exports no connector', 'export default 1;', /no connector/],
  ['does not agree with its manifest', code('memo').replace('One memo.', 'Two memos.'), /does not agree/],
])('a plugin that %s is told from then on', async (_what, text, reason) => {
  await engine.addConnector(await writePlugin({ code: text }));
  await engine.trustConnector('acequia-connector-memo');
  await expect(engine.connector('memo')).rejects.toMatchObject({ message: expect.stringMatching(reason) });
  const entry = (await engine.connectors()).find((one) => one.package === 'acequia-connector-memo');
  expect(entry).toMatchObject({ state: 'invalid', reason: expect.stringMatching(reason) });
});

test('two packages of one type are both refused, and what is no connector is not kept', async () => {
  for (const name of ['acequia-connector-one', 'acequia-connector-two']) {
    await engine.addConnector(await writePlugin({ name }));
    await engine.trustConnector(name);
  }
  const states = (await engine.connectors()).filter(({ origin }) => origin === 'plugin').map(({ state }) => state);
  expect(states).toEqual(['duplicate', 'duplicate']);
  await expect(
    engine.addConnector(await writePlugin({ name: 'not-a-connector', packageJson: { acequia: undefined } })),
  ).rejects.toMatchObject({ code: 'plugin_refused' });
  await expect(engine.addConnector(join(folder, 'nothing-here'))).rejects.toMatchObject({
    code: 'plugin_install_failed',
  });
});

test('an update has to be trusted again', async () => {
  const root = await writePlugin();
  await engine.addConnector(root);
  await engine.trustConnector('acequia-connector-memo');
  const text = await readFile(join(root, 'package.json'), 'utf8');
  await writeFile(join(root, 'package.json'), text.replace('1.2.3', '1.3.0'));
  expect(await engine.addConnector(root)).toMatchObject({ version: '1.3.0', state: 'untrusted' });
});

test('settings that a connector marks as secret are encrypted and never answered', async () => {
  const schema = { ...manifest('memo'), settings: { ...manifest('memo').settings } };
  schema.settings.properties = { text: { secret: true, type: 'string' } as { type: string } };
  const text = code('memo').replace('text: z.string()', 'text: z.string().meta({ secret: true })');
  const root = await writePlugin({ manifest: schema, code: text });
  // The order of a manifest's keywords is the build's; here it comes from the code itself.
  const { manifestOf } = await import('@acequia/core');
  const { default: connector } = await import(pathToFileURL(await linkedCode(root)).href);
  await writeFile(join(root, 'dist/manifest.json'), JSON.stringify(manifestOf(connector)));
  await engine.addConnector(root);
  await engine.trustConnector('acequia-connector-memo');
  await engine.createKnowledgeBase('base');
  const settings = { text: 'canary water' };
  const source = await engine.createDataSource({ name: 'memo', knowledgeBase: 'base', type: 'memo', settings });
  expect(JSON.stringify(source)).not.toContain('canary');
  expect((await engine.sync('memo')).counts.created).toBe(1);
  const [document] = (await engine.documents()).documents;
  expect((await engine.document(document?.id ?? 0)).markdown).toBe('canary water');
  await engine.updateDataSource('memo', { settings: { text: 'canary gate' } });
  expect((await engine.dataSource('memo')).settings).toEqual({});
});

/** The plugin's code where it finds the contract: beside a link to core. */
async function linkedCode(root: string): Promise<string> {
  const core = join(createRequire(import.meta.url).resolve('@acequia/core/package.json'), '..');
  await mkdir(join(folder, 'node_modules/@acequia'), { recursive: true });
  await symlink(core, join(folder, 'node_modules/@acequia/core'), 'dir');
  return join(root, 'dist/index.js');
}
