import type { Listing } from './listing.ts';
import { baseName, comparePaths, type Path, splitPath } from './path.ts';

/**
 * Requests under way at once. What is under way when a walk breaks off is asked again, so a short one asks for less at
 * once; a long one soon has the most.
 */
const widths = { first: 3, most: 8, foldersForOneMore: 8 };
/** What a position keeps of the folders whose turn comes next: so many, with paths of so many characters. */
const mostKept = { folders: 32, characters: 4000 };

/** What is still to be visited. */
export interface Position {
  /** These folders, each with all below it. */
  readonly pending: readonly Path[];
  /** And every folder that is not before this one, in the order of {@link comparePaths}. */
  readonly onwards?: Path;
}

/** A folder that was listed or could not be. */
export type Visited = {
  readonly path: Path;
  /** Undefined: this was the last one. */
  readonly rest: Position | undefined;
} & Outcome;

type Outcome = { readonly listing: Listing } | { readonly error: unknown };

export interface WalkOptions {
  readonly root: Path;
  /** Where a walk that was broken off goes on. Default: at the root. */
  readonly from?: Position;
  readonly list: (path: Path) => Promise<Listing>;
  /** Whether to go into a folder. */
  readonly enters: (path: Path) => boolean;
}

interface Pending {
  readonly path: Path;
  /** Names below this folder that lead to the first one to be visited: it is listed only to find the way. */
  readonly way: readonly string[];
  /** Its place in the order. */
  readonly key: Path;
}

/**
 * Visits all folders, each before those in it, with several requests under way. Those that come first in the order of
 * their paths are asked for first, but told as they arrive.
 *
 * New requests start only when the next folder is asked for: what was sent before a position is kept is then at most
 * what is under way.
 */
export async function* walk({ root, from, list, enters }: WalkOptions): AsyncGenerator<Visited> {
  const pending = begin(root, from);
  const active = new Map<Pending, Promise<{ readonly folder: Pending; readonly outcome: Outcome }>>();
  for (let visited = 0; pending.length > 0 || active.size > 0; visited++) {
    const width = Math.min(widths.most, widths.first + Math.floor(visited / widths.foldersForOneMore));
    while (active.size < width) {
      const next = pending.pop();
      if (!next) break;
      active.set(next, ask(next, list));
    }
    const { folder, outcome } = await Promise.race(active.values());
    active.delete(folder);
    if ('listing' in outcome) insert(pending, foldersIn(outcome.listing, folder, enters));
    if (folder.way.length > 0 && 'listing' in outcome) continue;
    yield {
      path: folder.path,
      rest: positionOf([...active.keys(), ...pending.slice(-mostKept.folders - 1)]),
      ...outcome,
    };
  }
}

/** The next one is the last. */
function begin(root: Path, from: Position | undefined): Pending[] {
  if (!from) return [{ path: root, way: [], key: root }];
  const known = from.pending.map((path): Pending => ({ path, way: [], key: path }));
  if (from.onwards === undefined) return known.sort(compareBackwards);
  const way = splitPath(from.onwards).slice(splitPath(root).length);
  return [...known, { path: root, way, key: from.onwards }].sort(compareBackwards);
}

function ask(folder: Pending, list: WalkOptions['list']) {
  return list(folder.path).then(
    (listing) => ({ folder, outcome: { listing } }),
    (error: unknown) => ({ folder, outcome: { error } }),
  );
}

/** Those in a folder that is on the way to a position: the rest of the way, and what comes after it. */
function foldersIn({ members }: Listing, { way, key }: Pending, enters: WalkOptions['enters']): Pending[] {
  const [first = '', ...rest] = way;
  return members
    .filter(({ path, resource }) => resource.collection && baseName(path) >= first && enters(path))
    .map(({ path }) => {
      const isOnTheWay = rest.length > 0 && baseName(path) === first;
      return { path, way: isOnTheWay ? rest : [], key: isOnTheWay ? key : path };
    });
}

/** What is found mostly comes before all that is known: only what does not is sorted in. */
function insert(pending: Pending[], found: readonly Pending[]): void {
  const last = found.at(-1);
  if (!last) return;
  const earlier: Pending[] = [];
  for (let next = pending.at(-1); next && compare(next, last) < 0; next = pending.at(-1)) {
    earlier.push(next);
    pending.pop();
  }
  const sorted = earlier.length > 0 ? [...found, ...earlier].sort(compareBackwards) : found.toReversed();
  for (const folder of sorted) pending.push(folder);
}

function compare(left: Pending, right: Pending): number {
  return comparePaths(left.key, right.key);
}

function compareBackwards(left: Pending, right: Pending): number {
  return compare(right, left);
}

function positionOf(folders: Pending[]): Position | undefined {
  if (folders.length === 0) return undefined;
  const pending: Path[] = [];
  let characters = 0;
  for (const { path, way, key } of folders.sort(compare)) {
    characters += path.length;
    const isFull = pending.length >= mostKept.folders || characters > mostKept.characters;
    if (way.length > 0 || isFull) return { pending, onwards: key };
    pending.push(path);
  }
  return { pending };
}
