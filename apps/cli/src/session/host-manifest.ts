import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The manifest of this package: its dependencies are searched for connectors. A package can name itself. */
export const hostManifest = fileURLToPath(import.meta.resolve('@acequia/cli/package.json'));

/** The version of this command. */
export function readVersion(): string {
  const manifest = JSON.parse(readFileSync(hostManifest, 'utf8')) as { readonly version: string };
  return manifest.version;
}
