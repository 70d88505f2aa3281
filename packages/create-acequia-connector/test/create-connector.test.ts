import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyTemplate } from '../build/copy-template.ts';
import { runCommand } from './run-command.ts';

const root = join(import.meta.dirname, '..', '..', '..');
let base: string;
let template: string;
let folder: string;
let count = 0;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'create-acequia-connector-'));
  template = join(base, 'template');
  await copyTemplate(root, template);
});
afterAll(() => rm(base, { recursive: true }));
beforeEach(async () => {
  folder = join(base, `case-${++count}`);
  await mkdir(folder);
});

const create = (...args: string[]) => runCommand(args, { template, folder });
const read = (path: string) => readFile(join(folder, path), 'utf8');
const manifestIn = async (path: string) => JSON.parse(await read(join(path, 'package.json')));

async function listFiles(path: string): Promise<string[]> {
  const entries = await readdir(join(folder, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, path).length + 1))
    .sort();
}

describe('what is written', () => {
  it('is a whole package under its own names', async () => {
    const { code, output } = await create('--type', 'my-wiki', '--author', 'Ada');
    expect(code).toBe(0);
    expect(output).toContain('cd acequia-connector-my-wiki');
    const manifest = await manifestIn('acequia-connector-my-wiki');
    expect(manifest).toMatchObject({
      name: 'acequia-connector-my-wiki',
      version: '0.1.0',
      description: 'Documents of My Wiki.',
      license: 'Apache-2.0',
      author: 'Ada',
      keywords: ['acequia-connector'],
      acequia: { kind: 'connector', type: 'my-wiki', contract: 1, manifest: './dist/manifest.json' },
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
      publishConfig: { access: 'public', provenance: true },
      peerDependencies: { '@acequia/core': '>=0.1.0 <2' },
    });
    expect(manifest).not.toHaveProperty('private');
    expect(manifest).not.toHaveProperty('repository');
    const ranges = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(Object.keys(manifest.devDependencies)).toEqual(
      expect.arrayContaining(['@acequia/core', '@acequia/testkit', 'tsup', 'typescript', 'vitest']),
    );
    expect(ranges.filter((range) => !/^\^\d+\.\d+\.\d+$/.test(String(range)))).toEqual([]);
    expect(await listFiles('acequia-connector-my-wiki')).toEqual(
      expect.arrayContaining([
        '.github/workflows/ci.yml',
        '.gitignore',
        'LICENSE',
        'README.md',
        'package.json',
        'src/connector.ts',
        'test/conformance.test.ts',
        'test/fake/start-fake.ts',
        'tsconfig.json',
        'tsup.config.ts',
      ]),
    );
  });

  it('keeps nothing of the names of the example', async () => {
    await create('--type', 'my-wiki');
    const files = await listFiles('acequia-connector-my-wiki');
    const texts = await Promise.all(files.map((file) => read(join('acequia-connector-my-wiki', file))));
    const left = files.filter((_, index) =>
      /exampleConnector|Example Notes|@acequia\/connector-example|['"]example['"]|\{holder\}|workspace:|catalog:/.test(
        texts[index] ?? '',
      ),
    );
    expect(left).toEqual([]);
    expect(await read('acequia-connector-my-wiki/src/connector.ts')).toContain('export const myWikiConnector');
  });

  it('is code whatever the texts have in them', async () => {
    const odd = `It's $& \\ "Öl" \`\${x}\` 'example' // Example Notes`;
    await create('wiki', '--type', 'w', '--title', odd, '--description', `${odd}!`, '--author', "O'Neil $1");
    const files = (await listFiles('wiki')).filter((file) => file.endsWith('.ts'));
    for (const file of files) {
      const { diagnostics } = ts.transpileModule(await read(join('wiki', file)), { reportDiagnostics: true });
      expect(diagnostics, file).toEqual([]);
    }
    const written = ts.transpileModule(await read('wiki/src/connector.ts'), {}).outputText;
    expect(written).toContain(
      `title: ${JSON.stringify(odd).replaceAll("'", "\\'").replace(/^"|"$/g, "'").replaceAll('\\"', '"')}`,
    );
    expect(await manifestIn('wiki')).toMatchObject({ description: `${odd}!`, author: "O'Neil $1" });
    expect(await read('wiki/LICENSE')).toContain("O'Neil $1");
  });

  it.each([
    ['MIT', /^MIT License\n\nCopyright \(c\) \d{4} the authors of acequia-connector-w\n/],
    ['Apache-2.0', /Apache License[\s\S]+Copyright \d{4} the authors of acequia-connector-w\n/],
  ])('has the license %s', async (license, expected) => {
    await create('--type', 'w', '--license', license);
    expect(await read('acequia-connector-w/LICENSE')).toMatch(expected);
    expect(await manifestIn('acequia-connector-w')).toMatchObject({ license });
  });

  it('has no LICENSE file when all rights are kept', async () => {
    await create('--type', 'w', '--license', 'UNLICENSED');
    expect(await listFiles('acequia-connector-w')).not.toContain('LICENSE');
    expect(await manifestIn('acequia-connector-w')).toMatchObject({ license: 'UNLICENSED' });
  });

  it.each(['https://github.com/me/w', 'https://github.com/me/w/', 'git+https://github.com/me/w.git'])(
    'names the repository %s as npm wants it',
    async (repository) => {
      await create('--type', 'w', '--repository', repository);
      const { repository: written } = await manifestIn('acequia-connector-w');
      expect(written).toEqual({ type: 'git', url: 'git+https://github.com/me/w.git' });
    },
  );
});

describe('the folder', () => {
  it('is named after the package without its scope, unless it is given', async () => {
    await create('--type', 'w', '--name', '@me/acequia-connector-w');
    await create('some where', '--type', 'w');
    expect((await readdir(folder)).sort()).toEqual(['acequia-connector-w', 'some where']);
  });

  it('may be a new repository, and nothing else that has something in it', async () => {
    await mkdir(join(folder, 'new', '.git'), { recursive: true });
    expect((await create('new', '--type', 'w')).code).toBe(0);
    await mkdir(join(folder, 'used'));
    await writeFile(join(folder, 'used', 'notes.txt'), 'mine');
    await writeFile(join(folder, 'file'), 'mine');
    for (const name of ['new', 'used', 'file']) {
      const { code, errors } = await create(name, '--type', 'w');
      expect(code).toBe(2);
      expect(errors).toMatch(/is not empty|cannot be used/);
    }
    expect(await readdir(join(folder, 'used'))).toEqual(['notes.txt']);
    expect(await read('file')).toBe('mine');
  });
});
