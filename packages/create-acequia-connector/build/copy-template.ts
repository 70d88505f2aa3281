import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCatalog } from '../../../tests/repository/read-catalog.ts';
import { resolveRanges } from './resolve-ranges.ts';

/** What a package outside of this repository has to bring along itself. */
const tools = ['@types/node', 'tsup', 'typescript', 'vitest'];

/**
 * Makes the template in `folder`: the example connector, and over it what is different outside of this repository.
 *
 * @param root of this repository
 */
export async function copyTemplate(root: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const part of ['src', 'test', 'README.md']) {
    await cp(join(root, 'connectors', 'example', part), join(folder, part), { recursive: true });
  }
  await cp(join(root, 'packages', 'create-acequia-connector', 'overlay'), folder, { recursive: true });
  await writeFile(join(folder, 'licenses', 'apache-2.0.txt'), await readApacheLicense(root));
  // A file called package.json in here would be a package of its own to some tools.
  await writeFile(join(folder, 'package.template.json'), await readManifest(root));
}

/** This repository's, with another holder's name to be filled in. */
async function readApacheLicense(root: string): Promise<string> {
  const text = await readFile(join(root, 'LICENSE'), 'utf8');
  const open = text.replace(/^( *)Copyright \d{4} .*$/m, '$1Copyright {year} {holder}');
  if (open === text) throw new Error('LICENSE names no holder of the copyright');
  return open;
}

async function readManifest(root: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'connectors', 'example', 'package.json'), 'utf8'));
  const catalog = readCatalog(await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8'));
  const developing = { ...manifest.devDependencies, ...Object.fromEntries(tools.map((name) => [name, 'catalog:'])) };
  const versions = Object.fromEntries(
    await Promise.all(
      Object.keys(developing)
        .filter((name) => name.startsWith('@acequia/'))
        .map(async (name) => [name, await versionOf(root, name)]),
    ),
  );
  const ranged = {
    ...manifest,
    dependencies: resolveRanges(manifest.dependencies, catalog, versions),
    devDependencies: resolveRanges(developing, catalog, versions),
  };
  return `${JSON.stringify(ranged, null, 2)}\n`;
}

async function versionOf(root: string, name: string): Promise<string> {
  const file = join(root, 'packages', name.replace('@acequia/', ''), 'package.json');
  return JSON.parse(await readFile(file, 'utf8')).version;
}
