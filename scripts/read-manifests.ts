import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Manifest, manifestOf } from '../packages/core/src/contract/manifest.ts';

/** A connector of this repository. */
export interface ListedConnector {
  /** Name of the package. */
  readonly name: string;
  /** Folder from the root on. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The published connectors, from their sources, sorted by type. Needs the export condition `acequia-source`. */
export async function readManifests(root: string): Promise<ListedConnector[]> {
  const files = globSync('connectors/*/package.json', { cwd: root }).sort();
  const read = await Promise.all(
    files.map(async (file) => {
      const folder = dirname(file);
      const { name, private: isPrivate } = JSON.parse(await readFile(join(root, file), 'utf8'));
      if (isPrivate) return [];
      const module = await import(pathToFileURL(join(root, folder, 'src', 'index.ts')).href);
      return [{ name, folder, manifest: manifestOf(module.default) }];
    }),
  );
  return read.flat();
}
