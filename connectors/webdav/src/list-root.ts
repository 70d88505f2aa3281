import type { Change } from '@acequia/core/contract';
import type { Everything } from './client.ts';
import type { Cursor } from './cursor.ts';
import { toContainer, toFileDocument } from './document.ts';
import { beginsWith, openHrefs } from './href.ts';
import { joinPath, type Path } from './path.ts';
import type { Reading } from './reading.ts';
import { toResource } from './resource.ts';
import { isSelectedBelow } from './selection.ts';
import { tellBroken } from './tell-broken.ts';
import { tellNameless } from './tell-nameless.ts';
import { broken } from './xml-reader.ts';

/** What a root was listed with. `token`: undefined when changes cannot be asked for, or something in it was broken. */
export interface ListedRoot {
  readonly token: string | undefined;
}

/**
 * Everything below a root by one request. Undefined where that cannot be trusted and folders must be listed one by one:
 * the server refuses, writes other addresses than ours, or shows folders and nothing in any of them. SabreDAV, so
 * Nextcloud and ownCloud, answers so without a word unless an administrator allows infinite depth.
 */
export async function* listRoot(
  reading: Reading,
  root: Path,
): AsyncGenerator<readonly Change<Cursor>[], ListedRoot | undefined> {
  const { client, context } = reading;
  const everything = await client.listAll(root);
  if (!everything) {
    context.log.info('The server refuses to list everything at once: folders are listed one by one');
    return undefined;
  }
  return yield* tellAll(reading, root, everything);
}

async function* tellAll(
  reading: Reading,
  root: Path,
  { names: own, answeredAt, responses }: Everything,
): AsyncGenerator<readonly Change<Cursor>[], ListedRoot | undefined> {
  const { client, context } = reading;
  const { address } = client;
  const { settings } = context;
  let token: string | undefined;
  let hasSelf = false;
  let isWhole = true;
  let hasNumbers = false;
  let folders = false;
  let deeper = false;
  const namesIn = openHrefs(own);
  for await (const some of responses) {
    const changes: Change<Cursor>[] = [];
    for (const response of some) {
      if (response.href === '') {
        isWhole = false;
        changes.push(tellNameless(reading, root, hasNumbers));
        continue;
      }
      const names = namesIn(response.href);
      if (!beginsWith(names, own)) {
        if (!hasSelf) return undefined;
        throw broken('it lists something outside of the folder');
      }
      const below = names.slice(own.length);
      const path = below.reduce(joinPath, root);
      const resource = toResource(response);
      if (below.length === 0) {
        if ('error' in resource) return undefined;
        hasSelf = true;
        token = resource.syncToken;
        if (root !== '') changes.push({ type: 'upsert', document: toContainer(address, root) });
        continue;
      }
      deeper ||= below.length > 1;
      if ('error' in resource) {
        if (!isSelectedBelow(settings, root, path)) continue;
        isWhole = false;
        changes.push(await tellBroken(reading, { path, error: resource.error }, hasNumbers));
        continue;
      }
      hasNumbers ||= resource.fileId !== undefined;
      folders ||= resource.collection;
      if (!isSelectedBelow(settings, root, path)) continue;
      const document = resource.collection
        ? toContainer(address, path)
        : toFileDocument(address, { path, resource }, answeredAt);
      changes.push({ type: 'upsert', document });
    }
    yield changes;
  }
  return hasSelf && (deeper || !folders) ? { token: isWhole ? token : undefined } : undefined;
}
