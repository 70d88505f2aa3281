import { realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyConnector } from '../contract/connector.ts';
import { AcequiaError } from '../contract/errors.ts';
import { manifestOf } from '../contract/manifest.ts';
import type { InstalledConnector } from './installed-connector.ts';

const refuse = (entry: InstalledConnector, reason: string, cause?: unknown) =>
  new AcequiaError('connector_invalid', `The connector package ${entry.package} cannot be used: ${reason}`, {
    hint: 'Update or remove the package.',
    cause,
  });

/**
 * Imports a connector's code, on first use, and holds it against its manifest.
 *
 * @throws AcequiaError `connector_invalid`
 */
export async function loadConnector(entry: InstalledConnector): Promise<AnyConnector> {
  if (entry.state !== 'ready' || !entry.manifest) throw refuse(entry, entry.reason ?? 'it is not ready');
  let loaded: unknown;
  try {
    const path = await realpath(createRequire(join(entry.folder, 'package.json')).resolve(entry.package));
    if (!path.startsWith(entry.folder + sep)) throw refuse(entry, 'its code lies outside of the package');
    const module: { default?: unknown } = await import(pathToFileURL(path).href);
    loaded = module.default;
  } catch (error) {
    if (AcequiaError.isInstance(error)) throw error;
    throw refuse(entry, error instanceof Error ? error.message : String(error), error);
  }
  if (typeof loaded !== 'object' || loaded === null || !('read' in loaded) || !('settings' in loaded)) {
    throw refuse(entry, 'its default export is no connector');
  }
  const connector = loaded as AnyConnector;
  if (JSON.stringify(manifestOf(connector)) !== JSON.stringify(entry.manifest)) {
    throw refuse(entry, 'its manifest does not agree with its code');
  }
  return connector;
}
