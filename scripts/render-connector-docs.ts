import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quoteSources } from './quote-sources.ts';
import { readManifests } from './read-manifests.ts';
import { renderConnectors } from './render-connectors.ts';

/** The pages that are written from sources, by path from the root on, as they should be now. */
export async function renderConnectorDocs(root: string): Promise<ReadonlyMap<string, string>> {
  const guide = 'docs/writing-a-connector.md';
  return new Map([
    ['docs/connectors.md', renderConnectors(await readManifests(root))],
    [guide, await quoteSources(await readFile(join(root, guide), 'utf8'), root)],
  ]);
}
