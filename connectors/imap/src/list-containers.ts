import type { Context, Document } from '@acequia/core/contract';
import { folderId } from './document-id.ts';
import { toContainer, toContainers } from './folder.ts';
import { openMailboxes } from './mailboxes.ts';
import type { Settings } from './settings.ts';

/** The folders in a folder, or at the top; with `search` all whose path has it, in any case. */
export async function* listContainers(
  context: Context<Settings>,
  parent?: string,
  search?: string,
): AsyncGenerator<Document> {
  const boxes = await openMailboxes(context);
  if (search !== undefined && search !== '') {
    const wanted = search.toLowerCase();
    for (const box of boxes.all.values()) if (box.path.toLowerCase().includes(wanted)) yield toContainer(box);
    return;
  }
  const shown = new Set<string>();
  for (const box of boxes.all.values()) {
    for (const container of toContainers(boxes, box)) {
      if (container.parent !== parent || shown.has(container.id) || container.id === folderId('')) continue;
      shown.add(container.id);
      yield container;
    }
  }
}
