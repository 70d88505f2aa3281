import type { Context, Pick, Slice } from '@acequia/core/contract';
import { folderId, folderPath } from './document-id.ts';
import { type Mailbox, type Mailboxes, openMailboxes } from './mailboxes.ts';
import type { Settings } from './settings.ts';

/**
 * One for each folder with mails; a picked folder stands for all below it too. A folder that is no longer listed is
 * offered once more: reading it finds out whether it is gone.
 */
export async function* slices(
  context: Context<Settings>,
  picks: readonly Pick[],
  known: readonly string[] = [],
): AsyncGenerator<Slice> {
  const boxes = await openMailboxes(context);
  const chosen = picks.length === 0 ? boxes.read.map((box) => toSlice(box, [])) : [...pickedSlices(boxes, picks)];
  yield* chosen;
  const offered = new Set(chosen.map(({ id }) => id));
  for (const id of new Set([...picks.map(({ id }) => id), ...known])) {
    const path = folderPath(id);
    const lost = path !== undefined && !offered.has(id) && !boxes.all.get(path)?.holdsMails;
    const wanted =
      picks.length === 0 || picks.some((pick) => isWithin(path ?? '', folderPath(pick.id), boxes.delimiter));
    if (lost && wanted) yield { id, title: path, roots: [], version: 'gone' };
  }
}

/** Each folder once, whatever the picks overlap. */
function* pickedSlices({ all }: Mailboxes, picks: readonly Pick[]): Generator<Slice> {
  for (const box of all.values()) {
    const pick = picks.find(({ id }) => isWithin(box.path, folderPath(id), box.delimiter));
    if (pick && box.holdsMails) yield toSlice(box, [pick]);
  }
}

function isWithin(path: string, outer: string | undefined, delimiter: string): boolean {
  return outer !== undefined && (path === outer || path.startsWith(outer + delimiter));
}

function toSlice({ path, version }: Mailbox, roots: readonly Pick[]): Slice {
  return { id: folderId(path), title: path, roots, ...(version !== undefined && { version }) };
}
