import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConnector, readCatalog } from '@acequia/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packPackages } from './pack-packages.ts';
import { runProcess } from './run-process.ts';

const twoMinutes = 120;
const waitLonger = 400_000;

let base: string;
let core: string;
let testkit: string;
let scaffolder: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'acequia-outside-'));
  [core = '', testkit = '', scaffolder = ''] = await packPackages(
    ['core', 'testkit', 'create-acequia-connector'],
    base,
  );
}, waitLonger);
afterAll(() => rm(base, { recursive: true, maxRetries: 3 }));

it(
  'a new package installs outside of the repository, conforms, packs, and is ready in a host, in two minutes',
  async () => {
    const started = performance.now();
    const name = 'acequia-connector-my-wiki';
    const folder = join(base, name);
    const flags = ['--type', 'my-wiki', '--title', 'My Wiki', '--license', 'MIT', '--author', 'Ada'];
    await runProcess(base, 'npx', '-y', '--package', scaffolder, 'create-acequia-connector', ...flags);
    // From the registry once they are published; here from the tarballs that would be.
    const npmInstall = ['install', '--no-audit', '--no-fund', '--prefer-offline'];
    await runProcess(folder, 'npm', ...npmInstall, '--save-dev', core, testkit);
    await runProcess(folder, 'npm', 'run', 'check');
    const report = join(base, 'report.json');
    await runProcess(
      folder,
      'npm',
      'test',
      '--',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    );
    await runProcess(folder, 'npm', 'pack');
    const seconds = (performance.now() - started) / 1000;

    const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8'));
    expect(numFailedTests).toBe(0);
    expect(numPassedTests).toBeGreaterThan(50);

    const host = join(base, 'host');
    await mkdir(host);
    await writeFile(join(host, 'package.json'), '{ "name": "host", "private": true }');
    // Before the first release the version is 0.0.0, which no peer range takes.
    await runProcess(host, 'npm', ...npmInstall, '--legacy-peer-deps', core, join(folder, `${name}-0.1.0.tgz`));
    const [entry, ...others] = await readCatalog([{ packageJson: join(host, 'package.json'), origin: 'plugin' }]);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ package: name, state: 'ready', manifest: { type: 'my-wiki', title: 'My Wiki' } });
    expect(entry && (await loadConnector(entry))).toMatchObject({ type: 'my-wiki', contract: 1 });
    const installed = await readdir(join(host, 'node_modules', name), { recursive: true });
    expect(installed).toEqual(expect.arrayContaining(['LICENSE', 'README.md', join('dist', 'manifest.json')]));
    expect(await readFile(join(host, 'node_modules', name, 'README.md'), 'utf8')).toContain('type: my-wiki');

    console.info(`from nothing to a packed connector: ${seconds.toFixed(1)} s`);
    expect(seconds).toBeLessThan(twoMinutes);
  },
  waitLonger,
);
