import { type InstalledConnector, readCatalog } from '@acequia/core';

/**
 * The connectors that an application brings with it, without a workspace and what was added to that. Runs none of their
 * code.
 *
 * @param host package.json of the application
 */
export function hostConnectors(host: string): Promise<InstalledConnector[]> {
  return readCatalog([{ packageJson: host, origin: 'host' }]);
}
