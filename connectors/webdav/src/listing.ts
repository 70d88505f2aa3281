import { type ErrorDescription, SourceError } from '@acequia/core/contract';
import { beginsWith, endsWith, openHrefs } from './href.ts';
import type { DavResponse } from './multistatus.ts';
import { joinPath, type Path, splitPath } from './path.ts';
import { renameRemedy } from './rename-remedy.ts';
import { type Resource, toResource } from './resource.ts';

/** A file or folder with its place. */
export interface Entry {
  readonly path: Path;
  readonly resource: Resource;
}

/** Something whose server could not say what it is. */
export interface BrokenEntry {
  readonly path: Path;
  readonly error: ErrorDescription;
}

/** What a server answered about one path. */
export interface Listing {
  /** What was asked for; undefined where the answer leaves it out. */
  readonly self: Resource | undefined;
  /** What lies directly in it. */
  readonly members: readonly Entry[];
  readonly broken: readonly BrokenEntry[];
  /** Whether it has entries that do not say what they are about. */
  readonly nameless: boolean;
  /** By the server's clock, milliseconds since 1970. */
  readonly answeredAt: number | undefined;
  /** Of the answer; absent: nobody wanted to know, or it was too long. */
  readonly digest?: string | undefined;
  /** It is the answer that was told before: what lies in the folder is not said again. */
  readonly isUnchanged?: boolean;
}

/** What was asked, and of which address. */
export interface Asked {
  readonly path: Path;
  /** Names in the address that answered, after redirects. */
  readonly names: readonly string[];
}

/**
 * The address by which the server itself knows what was asked. Behind a proxy it may be another one than ours, but it ends
 * with the same path. Throws `bad-response` when the answer is about something else.
 */
function findOwnNames(answers: readonly (readonly string[])[], { path, names }: Asked): readonly string[] {
  if (answers.every((one) => beginsWith(one, names))) return names;
  const [shortest = []] = answers.toSorted((a, b) => a.length - b.length);
  if (endsWith(shortest, splitPath(path)) && answers.every((one) => beginsWith(one, shortest))) return shortest;
  throw new SourceError('bad-response', 'The server answered about another folder than the one that was asked for', {
    remedy: 'Check the address; if it stays, look at how the server or a proxy before it rewrites addresses.',
  });
}

/** Sorts the answers about one folder into itself and what is in it. What lies deeper is left to the listings of its own. */
export function toListing(responses: readonly DavResponse[], asked: Asked, answeredAt: number | undefined): Listing {
  const namesIn = openHrefs(asked.names);
  const named = responses
    .filter(({ href }) => href !== '')
    .map((response) => ({ response, names: namesIn(response.href) }));
  const nameless = named.length < responses.length;
  if (nameless && named.length === 0) {
    throw new SourceError('bad-response', 'The server lists it without any addresses', { remedy: renameRemedy });
  }
  const own = findOwnNames(
    named.map(({ names }) => names),
    asked,
  );
  let self: Resource | undefined;
  const members = new Map<Path, Entry>();
  const broken: BrokenEntry[] = [];
  for (const { response, names } of named) {
    if (names.length > own.length + 1) continue;
    const name = names[own.length];
    const path = name === undefined ? asked.path : joinPath(asked.path, name);
    const resource = toResource(response);
    if ('error' in resource) broken.push({ path, error: resource.error });
    else if (name === undefined) self = resource;
    else members.set(path, { path, resource });
  }
  // All of one folder, in ASCII: the plain order of strings is that of a walk.
  const sorted = [...members.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { self, members: sorted, broken, nameless, answeredAt };
}
