import type { Context, Document } from '@acequia/core/contract';
import { baseName, toText } from './byte-path.ts';
import { openFolder, readNames } from './client.ts';
import { toContainer } from './container.ts';
import { openDisk } from './disk.ts';
import { entryPath, inspectEntry } from './entry.ts';
import { isPathTooLong } from './path-id.ts';
import { createExclusion } from './selection.ts';
import type { Settings } from './settings.ts';
import { findPlace, requirePath } from './starts.ts';
import { walk } from './walk.ts';

/**
 * The sub-folders of one folder; with `search` those on all levels below it whose name holds the text, whatever the
 * case. In the order of the walk. Throws when the folder itself cannot be read.
 */
export async function* listContainers(
  context: Context<Settings>,
  parent?: string,
  search?: string,
): AsyncGenerator<Document> {
  const folder = await openFolder(context);
  const start = await findPlace(folder, parent === undefined ? '' : requirePath(parent));
  const excludes = createExclusion(context.settings);
  if (search) {
    const wanted = search.toLowerCase();
    const disk = await openDisk(context);
    for await (const met of walk({ folder, disk, start, excludes, signal: context.signal })) {
      if (met.kind !== 'folder' || !toText(baseName(met.path)).toLowerCase().includes(wanted)) continue;
      yield toContainer(folder, met.path);
    }
    return;
  }
  for (const name of await readNames(start.real)) {
    if (excludes(start.path, name)) continue;
    context.signal.throwIfAborted();
    const entry = await inspectEntry(folder, start, name);
    const path = entryPath(start, entry);
    if (entry.kind === 'folder' && !isPathTooLong(path)) yield toContainer(folder, path);
  }
}
