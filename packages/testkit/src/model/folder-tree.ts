import type { Item } from './item.ts';
import type { ItemStore } from './item-store.ts';

export interface FolderTreeOptions {
  /** Levels of folders below each feed. */
  readonly depth: number;
  /** Folders in each folder. */
  readonly breadth: number;
}

/** The folders that a feed starts with, parents first. */
export function plantFolders(feed: string, options: FolderTreeOptions, modifiedAt: number): Item[] {
  const folders: Item[] = [];
  let level = [feed];
  for (let depth = 1; depth <= options.depth; depth++) {
    const below: string[] = [];
    for (const parent of level) {
      for (let count = 0; count < options.breadth; count++) {
        const number = folders.length + 1;
        const id = `${feed}-folder-${number}`;
        folders.push({
          id,
          container: true,
          title: `Folder ${number}`,
          parent,
          feeds: [feed],
          revision: 1,
          modifiedAt,
        });
        below.push(id);
      }
    }
    level = below;
  }
  return folders;
}

/** Ids of a container and of all containers below it, parents first. */
export function containersUnder(store: ItemStore, root: string): Set<string> {
  const found = new Set([root]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const container of store.containers()) {
      if (container.parent !== undefined && found.has(container.parent)) found.add(container.id);
    }
  }
  return found;
}

/** An item and everything below it, parents first. */
export function itemsUnder(store: ItemStore, root: Item): Item[] {
  if (!root.container) return [root];
  const containers = containersUnder(store, root.id);
  const folders = [...containers].flatMap((id) => store.get(id) ?? []);
  const documents = store.byId(root.feeds[0]).filter((item) => !item.container && containers.has(item.parent ?? ''));
  return [...folders, ...documents];
}
