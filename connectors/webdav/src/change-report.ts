import { SourceError } from '@acequia/core/contract';
import { beginsWith, openHrefs } from './href.ts';
import type { Asked, BrokenEntry, Entry } from './listing.ts';
import type { DavResponse } from './multistatus.ts';
import { joinPath, type Path } from './path.ts';
import { toResource } from './resource.ts';

/** A page of changes on all levels below a folder. */
export interface ChangeReport {
  readonly changed: readonly Entry[];
  readonly removed: readonly Path[];
  /** Folders whose own changes the server could not tell. */
  readonly unfollowed: readonly Path[];
  readonly broken: readonly BrokenEntry[];
  /** By the server's clock, milliseconds since 1970. */
  readonly answeredAt: number | undefined;
  /** Where to go on. */
  readonly token: string;
  /** Whether there is more now. */
  readonly more: boolean;
}

/**
 * Sorts what a REPORT answered. Undefined where the server writes other addresses than ours: in a report nothing tells how
 * they belong together. https://www.rfc-editor.org/rfc/rfc6578#section-3.5
 */
export function toChangeReport(
  responses: readonly DavResponse[],
  token: string | undefined,
  { path: asked, names: own }: Asked,
  answeredAt: number | undefined,
): ChangeReport | undefined {
  if (!token) {
    throw new SourceError('bad-response', 'The server told changes without a token from which to go on', {
      remedy: 'It is tried again.',
    });
  }
  if (responses.some(({ href }) => href === '')) {
    throw new SourceError('cursor-expired', 'A change is told without the address of what changed');
  }
  const namesIn = openHrefs(own);
  const named = responses.map((response) => ({ response, names: namesIn(response.href) }));
  if (!named.every(({ names }) => beginsWith(names, own))) return undefined;
  const changed: Entry[] = [];
  const removed: Path[] = [];
  const unfollowed: Path[] = [];
  const broken: BrokenEntry[] = [];
  let more = false;
  for (const { response, names } of named) {
    const path = names.slice(own.length).reduce(joinPath, asked);
    const { status } = response;
    if (names.length === own.length) more ||= status === 507;
    else if (status === 404) removed.push(path);
    else if (status === 403) unfollowed.push(path);
    else {
      const resource = toResource(response);
      if ('error' in resource) broken.push({ path, error: resource.error });
      else changed.push({ path, resource });
    }
  }
  return { changed, removed, unfollowed, broken, answeredAt, token, more };
}
