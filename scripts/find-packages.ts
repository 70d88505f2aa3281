import { globSync } from 'node:fs';
import { join } from 'node:path';

/** The package.json files of the workspace, sorted, as absolute paths. The root's own is not among them. */
export function findPackages(root: string): string[] {
  const patterns = [
    'packages/*/package.json',
    'connectors/*/package.json',
    'apps/*/package.json',
    'benchmarks/package.json',
  ];
  return globSync(patterns, { cwd: root })
    .map((file) => join(root, file))
    .sort();
}
