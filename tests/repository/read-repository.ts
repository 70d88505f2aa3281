import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { SourceFile } from './source-file.ts';

const root = join(import.meta.dirname, '..', '..');
const written = ['packages', 'connectors', 'apps', 'benchmarks', 'tests', 'scripts', 'docs'];
const notWritten = new Set(['node_modules', 'dist', 'fixtures', '.turbo', 'coverage']);

/** Every path below the folders that people write in, sorted; folders end with `/`. */
export function listPaths(): string[] {
  return globSync(
    written.map((folder) => `${folder}/**`),
    { cwd: root, withFileTypes: true, exclude: (entry) => notWritten.has(entry.name) },
  )
    .map((entry) => {
      const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
      return entry.isDirectory() ? `${path}/` : path;
    })
    .sort();
}

/** The TypeScript files among `paths`. */
export function readSources(paths: readonly string[]): SourceFile[] {
  return paths.filter((path) => /\.(ts|tsx|mts)$/.test(path)).map(readFromRoot);
}

/** The package.json files among `paths`, and the root's. */
export function readManifests(paths: readonly string[]): SourceFile[] {
  return ['package.json', ...paths.filter((path) => /^[^/]+(\/[^/]+)?\/package\.json$/.test(path))].map(readFromRoot);
}

export function readFromRoot(path: string): SourceFile {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** Whether there is such a file in the repository. */
export function existsInRoot(path: string): boolean {
  return statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false;
}
