import { describe, expect, it } from 'vitest';
import { readCatalog } from './read-catalog.ts';
import { readImports } from './read-imports.ts';
import { checkArrows } from './rules/arrows.ts';
import { checkConnectorNames, readConnectorTypes } from './rules/connector-names.ts';
import { checkFileLength } from './rules/file-length.ts';
import { checkIndexFile } from './rules/index-files.ts';
import { checkCatalog, checkConnectorManifest, checkPins, checkPublished } from './rules/manifests.ts';
import { checkNames } from './rules/names.ts';

describe('readImports', () => {
  it('sees every way to import, and no import in text', () => {
    const text = `
      import a from 'a'; import type { B } from 'b'; import 'c'; export * from 'd'; export { e } from 'e';
      const f = await import('f'); type G = import('g').G;
      // import h from 'h';
      const i = "import i from 'i'"; const j = \`import j from 'j'\`;
    `;
    expect(readImports(text).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });
});

describe('checkArrows', () => {
  it.each([
    ['packages/core/src/a.ts', '@acequia/http'],
    ['packages/core/src/a.ts', 'undici'],
    ['packages/core/src/a.ts', 'typeorm'],
    ['packages/core/src/a.ts', '@larksuiteoapi/node-sdk'],
    ['packages/core/src/a.ts', 'node:https'],
    ['packages/core/src/a.ts', 'net'],
    ['packages/core/src/runner/a.ts', '../../../http/src/index.ts'],
    ['packages/core/src/a.ts', '../../core-extra/src/index.ts'],
    ['packages/http/src/a.ts', '@acequia/store'],
    ['packages/store/src/a.ts', '@acequia/engine'],
    ['packages/store/src/a.ts', '@acequia/http'],
    ['packages/engine/src/a.ts', '@acequia/cli'],
    ['packages/engine/src/a.ts', '@acequia/testkit'],
    ['packages/engine/src/a.ts', '@acequia/connector-folder'],
    ['packages/engine/test/a.test.ts', '@acequia/cli'],
    ['packages/brand-new/src/a.ts', '@acequia/core'],
    ['packages/google-kit/src/a.ts', '@acequia/core'],
    ['packages/sink-weaviate/src/a.ts', '@acequia/store'],
    ['connectors/notion/src/a.ts', '@acequia/core'],
    ['connectors/notion/src/a.ts', '@acequia/connector-folder'],
    ['connectors/notion/src/a.ts', '@acequia/testkit'],
    ['connectors/notion/src/a.ts', '../../folder/src/index.ts'],
    ['apps/cli/src/a.ts', '@acequia/store'],
    ['apps/web/src/a.ts', '@acequia/engine'],
    ['benchmarks/src/a.ts', '@acequia/server'],
    ['benchmarks/src/a.ts', '../../apps/cli/src/index.ts'],
    ['tests/chaos/a.test.ts', '@acequia/cli'],
  ])('%s may not import %s', (path, name) => {
    expect(checkArrows({ path, text: `import type { A } from '${name}';` })).toEqual([
      expect.stringContaining(`${path}: imports ${name}: `),
    ]);
  });

  it.each([
    ['packages/core/src/runner/a.ts', '../contract/document.ts'],
    ['packages/core/src/a.ts', 'zod'],
    ['packages/core/src/a.ts', 'zod/v4'],
    ['packages/core/src/a.ts', 'node:crypto'],
    ['packages/http/src/a.ts', 'undici'],
    ['packages/store/src/a.ts', '@acequia/knowledge'],
    ['packages/engine/src/a.ts', '@acequia/store'],
    ['packages/engine/test/a.test.ts', '@acequia/testkit'],
    ['packages/engine/test/a.test.ts', '../../../tests/mariadb/start-mariadb.ts'],
    ['connectors/notion/src/a.ts', '@acequia/core/contract'],
    ['connectors/notion/src/a.ts', '@acequia/connector-kit'],
    ['connectors/notion/src/a.ts', '@acequia/atlassian-kit'],
    ['connectors/notion/src/a.ts', '@notionhq/client'],
    ['connectors/notion/test/a.test.ts', '@acequia/core'],
    ['apps/cli/src/a.ts', '@acequia/engine'],
    ['apps/cli/test/a.test.ts', '../src/a.ts'],
    ['benchmarks/src/a.ts', '@acequia/store'],
    ['scripts/a.ts', 'publint'],
  ])('%s may import %s', (path, name) => {
    expect(checkArrows({ path, text: `export * from '${name}';` })).toEqual([]);
  });
});

describe('checkConnectorNames', () => {
  const types = readConnectorTypes([
    { path: 'connectors/folder/package.json', text: '{"acequia":{"kind":"connector","type":"folder"}}' },
    { path: 'connectors/draft/package.json', text: '{}' },
    { path: 'packages/core/package.json', text: '{"acequia":{"type":"other"}}' },
  ]);

  it('finds types and package names in strings', () => {
    expect(types).toEqual(['folder']);
    const text = "if (type === 'folder') load(`@acequia/connector-folder`);";
    expect(checkConnectorNames({ path: 'packages/engine/src/a.ts', text }, types)).toHaveLength(2);
  });

  it('allows the word elsewhere: in comments, identifiers, longer strings, tests and connectors', () => {
    const text = "// 'folder'\nconst folder = 'a folder';";
    expect(checkConnectorNames({ path: 'packages/engine/src/a.ts', text }, types)).toEqual([]);
    const named = "const type = 'folder';";
    for (const path of ['connectors/folder/src/a.ts', 'packages/engine/test/a.test.ts', 'benchmarks/src/a.ts']) {
      expect(checkConnectorNames({ path, text: named }, types)).toEqual([]);
    }
  });
});

describe('checkNames', () => {
  it.each([
    'packages/core/src/utils/',
    'packages/core/src/helpers.ts',
    'packages/core/src/common/',
    'packages/core/src/types.ts',
    'packages/core/src/shared/',
    'packages/core/src/runSync.ts',
    'packages/core/src/Run.ts',
    'packages/core/src/run_sync.ts',
    'packages/core/test/runSync.test.ts',
  ])('refuses %s', (path) => {
    expect(checkNames(path)).toHaveLength(1);
  });

  it.each([
    'packages/core/src/run-sync.ts',
    'packages/core/src/sha256.ts',
    'packages/core/src/shared-budget.ts',
    'packages/core/test/run-sync.test.ts',
    'packages/core/README.md',
    'connectors/folder/.npmignore',
    'docs/decisions/0001-contract.md',
  ])('accepts %s', (path) => {
    expect(checkNames(path)).toEqual([]);
  });
});

describe('checkFileLength', () => {
  it('counts lines, not line ends', () => {
    expect(checkFileLength({ path: 'a.ts', text: 'x\n'.repeat(300) })).toEqual([]);
    expect(checkFileLength({ path: 'a.ts', text: 'x\n'.repeat(301) })).toHaveLength(1);
    expect(checkFileLength({ path: 'a.ts', text: `${'x\n'.repeat(300)}x` })).toHaveLength(1);
  });
});

describe('checkIndexFile', () => {
  it.each(["import './a.ts';", 'export const a = 1;', "import { a } from './a.ts';\nexport { a };", 'run();'])(
    'refuses %s',
    (text) => {
      expect(checkIndexFile({ path: 'packages/core/src/index.ts', text })).toHaveLength(1);
      expect(checkIndexFile({ path: 'packages/core/src/other-index.ts', text })).toEqual([]);
    },
  );

  it.each([
    "export * from './a.ts';",
    "export type { A } from './a.ts';",
    "export { a as default } from './a.ts';",
    'export {};',
  ])('accepts %s', (text) => {
    expect(checkIndexFile({ path: 'connectors/folder/src/index.ts', text })).toEqual([]);
  });
});

describe('checkPins', () => {
  it('refuses ranges, tags and exact versions outside the catalog', () => {
    for (const range of ['^1.0.0', '~1.0.0', '1.0.0', 'latest', '*', 'workspace:*']) {
      const text = JSON.stringify({ devDependencies: { zod: range } });
      expect(checkPins({ path: 'packages/core/package.json', text }), range).toHaveLength(1);
    }
    const text = JSON.stringify({ dependencies: { '@acequia/core': 'workspace:*' } });
    expect(checkPins({ path: 'packages/http/package.json', text })).toHaveLength(1);
  });

  it('accepts the catalog, carets between our packages, and ranges of peers', () => {
    const text = JSON.stringify({
      dependencies: { zod: 'catalog:', '@acequia/core': 'workspace:^' },
      peerDependencies: { '@acequia/core': '>=0.1.0 <2' },
    });
    expect(checkPins({ path: 'connectors/a/package.json', text })).toEqual([]);
  });
});

describe('checkCatalog', () => {
  it('refuses ranges', () => {
    const text =
      "packages:\n  - a\ncatalog:\n  # why\n  '@a/b': 1.2.3\n  c: ^1.2.3\n  d: ~1.0.0\n  e: 1.0.0-rc.1\nother: 1\n";
    const catalog = readCatalog(text);
    expect(Object.keys(catalog)).toEqual(['@a/b', 'c', 'd', 'e']);
    expect(checkCatalog(catalog)).toEqual([expect.stringContaining(' c '), expect.stringContaining(' d ')]);
    expect(() => readCatalog('packages: []\n')).toThrow('no catalog');
  });
});

describe('checkPublished', () => {
  it('names what is missing, unless the package is private', () => {
    expect(checkPublished({ path: 'packages/a/package.json', text: '{}' })).toHaveLength(5);
    expect(checkPublished({ path: 'packages/a/package.json', text: '{"private":true}' })).toEqual([]);
  });
});

describe('checkConnectorManifest', () => {
  it('wants discovery and core as a peer', () => {
    const text = '{"dependencies":{"@acequia/core":"workspace:^"}}';
    expect(checkConnectorManifest({ path: 'connectors/a/package.json', text })).toHaveLength(3);
    expect(checkConnectorManifest({ path: 'packages/a/package.json', text })).toEqual([]);
  });
});
