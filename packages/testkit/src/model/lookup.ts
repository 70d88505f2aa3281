import type { Item } from './item.ts';
import type { ItemStore } from './item-store.ts';

/** Throws when there is no such item: the test that asked is wrong. */
export function existing(store: ItemStore, id: string): Item {
  const item = store.get(id);
  if (!item) throw new Error(`there is no "${id}"`);
  return item;
}

export function existingContainer(store: ItemStore, id: string): Item {
  const item = existing(store, id);
  if (!item.container) throw new Error(`"${id}" is no folder`);
  return item;
}

export function existingDocument(store: ItemStore, id: string): Item {
  const item = existing(store, id);
  if (item.container) throw new Error(`"${id}" is a folder`);
  return item;
}
