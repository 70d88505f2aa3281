import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { z } from 'zod';
import { contractVersion } from '../contract/connector.ts';
import type { Manifest } from '../contract/manifest.ts';
import { type ConnectorPackage, findConnectorPackages } from './find-packages.ts';
import type { InstalledConnector } from './installed-connector.ts';

const manifestSchema = z.looseObject({
  type: z.string().regex(/^[a-z][a-z0-9-]*$/),
  contract: z.int(),
  title: z.string(),
  description: z.string(),
  categories: z.array(z.string()),
  capabilities: z.looseObject({}),
  settings: z.record(z.string(), z.json()),
  auth: z.array(z.looseObject({ type: z.string() })),
  members: z.array(z.string()),
});

/** A package.json whose dependencies are searched for connectors. */
export interface CatalogPlace {
  readonly packageJson: string;
  readonly origin: InstalledConnector['origin'];
  /** Whether the operator lets this version of the package run. Absent: everything that is installed there. */
  readonly isTrusted?: (name: string, version: string) => boolean;
}

async function inspect(found: ConnectorPackage, place: CatalogPlace): Promise<InstalledConnector> {
  const base = { package: found.name, version: found.version, folder: found.folder, origin: place.origin };
  if (found.acequia.contract !== contractVersion) {
    return {
      ...base,
      state: 'incompatible',
      reason: `It speaks contract ${found.acequia.contract}, this host speaks ${contractVersion}. Install a version for contract ${contractVersion}, or update Acequia.`,
    };
  }
  const invalid = (reason: string): InstalledConnector => ({ ...base, state: 'invalid', reason });
  if (found.hidden) return invalid('Its exports do not show ./package.json. Ask its author to add it.');
  const path = await realpath(join(found.folder, found.acequia.manifest)).catch(() => undefined);
  if (path === undefined)
    return invalid(`It has no ${found.acequia.manifest}. Build the package: its build writes the manifest.`);
  if (!path.startsWith(found.folder + sep)) return invalid('Its manifest lies outside of the package.');
  try {
    const manifest: unknown = JSON.parse(await readFile(path, 'utf8'));
    const parsed = manifestSchema.parse(manifest);
    if (parsed.type !== found.acequia.type || parsed.contract !== found.acequia.contract) {
      return invalid('Its manifest and its package.json name different types or contracts.');
    }
    if (place.isTrusted && !place.isTrusted(found.name, found.version)) {
      return { ...base, state: 'untrusted', reason: untrusted(found.name), manifest: manifest as Manifest };
    }
    return { ...base, state: 'ready', manifest: manifest as Manifest };
  } catch (error) {
    return invalid(`Its manifest cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const untrusted = (name: string) =>
  `It was written by others and runs with the rights of this process. To let it run: acequia connectors trust ${name}`;

async function inspectPlace(place: CatalogPlace): Promise<InstalledConnector[]> {
  const found = await findConnectorPackages(place.packageJson);
  return Promise.all(found.map((one) => inspect(one, place)));
}

/**
 * The connectors among the declared dependencies of some places, with their states. Runs none of their code and never
 * fails for what is wrong with one of them. Two packages of one type are both `duplicate`.
 */
export async function readCatalog(places: readonly CatalogPlace[]): Promise<InstalledConnector[]> {
  const entries = (await Promise.all(places.map(inspectPlace))).flat();
  return entries.map((entry) => {
    const twins = entries.filter(({ state, manifest }) => state === 'ready' && manifest?.type === entry.manifest?.type);
    if (entry.state !== 'ready' || twins.length < 2) return entry;
    const names = twins.map((twin) => twin.package).join(' and ');
    return { ...entry, state: 'duplicate', reason: `${names} are both of type ${entry.manifest?.type}. Remove one.` };
  });
}
