import type { Context, Document } from '@acequia/core/contract';
import { openClient } from './client.ts';
import { toContainer } from './document.ts';
import { baseName, type Path, toText } from './path.ts';
import { requirePath } from './roots.ts';
import { isSelected } from './selection.ts';
import type { Settings } from './settings.ts';
import { walk } from './walk.ts';

const properties = { cloud: false, feed: false };

/**
 * The folders in one folder; with `search` those on all levels below it whose name holds the text, whatever the case.
 * Throws when the folder itself cannot be listed; folders below that cannot are left out of a search.
 */
export async function* listContainers(
  context: Context<Settings>,
  parent?: string,
  search?: string,
): AsyncGenerator<Document> {
  const client = openClient(context);
  const root = parent === undefined ? '' : requirePath({ id: parent });
  const enters = (path: Path) => isSelected(context.settings, path);
  const list = (path: Path) => client.list(path, 1, properties);
  if (search) {
    const wanted = search.toLowerCase();
    for await (const visited of walk({ root, list, enters })) {
      context.signal.throwIfAborted();
      if ('error' in visited && visited.path === root) throw visited.error;
      if (visited.path === root || !toText(baseName(visited.path)).toLowerCase().includes(wanted)) continue;
      yield toContainer(client.address, visited.path);
    }
    return;
  }
  for (const { path, resource } of (await list(root)).members) {
    if (resource.collection && enters(path)) yield toContainer(client.address, path);
  }
}
