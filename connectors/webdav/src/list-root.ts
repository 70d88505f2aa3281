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

/** What a root was listed with. */
export interface ListedRoot {
  /** Undefined when changes cannot be asked for, or something in it was broken. */
  readonly token: string | undefined;
  /**
   * The folders on the lowest level of the answer, not told yet: they are empty, or the server goes no deeper and does
   * not say so. Tomcat ends at three levels; SabreDAV, so Nextcloud and ownCloud, at one, unless an administrator allows more.
   */
  readonly lowest: readonly Path[];
  /** Whether the server has the properties of Nextcloud and ownCloud. */
  readonly cloud: boolean;
}

/**
 * What is below a root by one request. Undefined where that cannot be trusted and folders must be listed one by one: the
 * server refuses, or writes other addresses than ours.
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
  let level = 0;
  let lowest: Path[] = [];
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
        if ('error' in resource || !resource.collection) return undefined;
        hasSelf = true;
        hasNumbers ||= resource.fileId !== undefined;
        token = resource.syncToken;
        if (root !== '') changes.push({ type: 'upsert', document: toContainer(address, root) });
        continue;
      }
      if (below.length > level) {
        level = below.length;
        for (const folder of lowest) changes.push({ type: 'upsert', document: toContainer(address, folder) });
        lowest = [];
      }
      if ('error' in resource) {
        if (!isSelectedBelow(settings, root, path)) continue;
        isWhole = false;
        changes.push(await tellBroken(reading, { path, error: resource.error }, hasNumbers));
        continue;
      }
      hasNumbers ||= resource.fileId !== undefined;
      if (!isSelectedBelow(settings, root, path)) continue;
      if (resource.collection && below.length === level) {
        lowest.push(path);
        continue;
      }
      const document = resource.collection
        ? toContainer(address, path)
        : toFileDocument(address, { path, resource }, answeredAt);
      changes.push({ type: 'upsert', document });
    }
    yield changes;
  }
  return hasSelf ? { token: isWhole ? token : undefined, lowest, cloud: hasNumbers } : undefined;
}
