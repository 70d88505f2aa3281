import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const packageJson = z.looseObject({
  name: z.string(),
  version: z.string().default('0.0.0'),
  dependencies: z.record(z.string(), z.string()).default({}),
  exports: z.unknown().optional(),
  acequia: z.looseObject({ kind: z.string(), type: z.string(), contract: z.number(), manifest: z.string() }).optional(),
});

/** A package.json with an `acequia` key of kind `connector`. */
export interface ConnectorPackage {
  readonly name: string;
  readonly version: string;
  /** Real folder. */
  readonly folder: string;
  readonly acequia: { readonly type: string; readonly contract: number; readonly manifest: string };
  /** Its `exports` do not show package.json, so other tools cannot read what we read. */
  readonly hidden: boolean;
}

async function readPackage(folder: string): Promise<z.infer<typeof packageJson> | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return packageJson.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function hidesManifest(exports: unknown): boolean {
  if (exports === undefined || exports === null) return false;
  return typeof exports !== 'object' || !('./package.json' in exports);
}

/** Folder of a dependency as Node finds it: the nearest node_modules on the way up. */
async function findDependency(from: string, name: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    const real = await realpath(candidate).catch(() => undefined);
    if (real !== undefined) return real;
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * The declared dependencies of a host that are connectors. A dependency that is missing or whose package.json cannot be
 * read is left out: it says nothing about being a connector.
 *
 * @param host path of the host's package.json; where it does not exist, nothing is declared
 */
export async function findConnectorPackages(host: string): Promise<ConnectorPackage[]> {
  const folder = await realpath(dirname(host)).catch(() => undefined);
  if (folder === undefined) return [];
  const declared = await readPackage(folder);
  const found: ConnectorPackage[] = [];
  for (const name of Object.keys(declared?.dependencies ?? {}).sort()) {
    const dependency = await findDependency(folder, name);
    const read = dependency === undefined ? undefined : await readPackage(dependency);
    if (dependency === undefined || read?.acequia?.kind !== 'connector') continue;
    const { name: own, version, acequia } = read;
    found.push({ name: own, version, folder: dependency, acequia, hidden: hidesManifest(read.exports) });
  }
  return found;
}
