import { type Change, SourceError } from '@acequia/core/contract';
import { failureOf, toContainer, toFileDocument } from './document.ts';
import type { Listing } from './listing.ts';
import { type Path, splitPath } from './path.ts';
import { pathId } from './path-id.ts';
import type { Reading } from './reading.ts';
import { isSelected } from './selection.ts';
import { tellBroken } from './tell-broken.ts';
import { tellNameless } from './tell-nameless.ts';

/** Folders are not entered below this: links on the server may lead in circles. */
export const maxDepth = 100;

/** The folder itself (the address is no document), and the files in it. Folders in it are told in their turn. */
export async function tellListing(reading: Reading, folder: Path, listing: Listing): Promise<Change<never>[]> {
  const { context, client } = reading;
  const { address } = client;
  const changes: Change<never>[] = [];
  if (folder !== '') changes.push({ type: 'upsert', document: toContainer(address, folder) });
  if (listing.isUnchanged) return [...changes, { type: 'unchanged', id: pathId(folder) }];
  for (const entry of listing.members) {
    const { path, resource } = entry;
    if (!isSelected(context.settings, path)) continue;
    if (!resource.collection) {
      changes.push({ type: 'upsert', document: toFileDocument(address, entry, listing.answeredAt) });
    } else if (splitPath(path).length > maxDepth) {
      const tooDeep = new SourceError('too-large', `It lies more than ${maxDepth} folders deep`, {
        remedy: 'Look for a link on the server that leads in a circle.',
      });
      changes.push(failureOf(path, tooDeep));
    }
  }
  const hasNumbers = listing.members.some(({ resource }) => resource.fileId !== undefined);
  for (const entry of listing.broken) {
    if (isSelected(context.settings, entry.path)) changes.push(await tellBroken(reading, entry, hasNumbers));
  }
  if (listing.nameless) changes.push(tellNameless(reading, folder, hasNumbers));
  if (isTold(listing)) changes.push({ type: 'listed', id: pathId(folder), digest: listing.digest });
  return changes;
}

/** Whether all that it says was told with it. Folders are told in their turn, and what is broken must be told again. */
function isTold(listing: Listing): listing is Listing & { readonly digest: string } {
  const { digest, members, broken, nameless } = listing;
  return (
    digest !== undefined && broken.length === 0 && !nameless && !members.some(({ resource }) => resource.collection)
  );
}
