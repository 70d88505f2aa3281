import { hash } from 'node:crypto';
import type { BytePath } from './byte-path.ts';
import { readNames } from './client.ts';
import { type Entry, entryPath, inspectEntry, type Place, toEntry } from './entry.ts';
import { isPathTooLong } from './path-id.ts';
import { isAbsence } from './source-error.ts';
import type { WalkOptions } from './walk.ts';

/** How many names are looked at together. An entry is what it was at that moment. */
const batchSize = 256;
/** A folder with more names is met without comparing it with what it was: all its entries would be held for that. */
const mostCompared = 4096;

type FolderEntry = Extract<Entry, { kind: 'folder' }>;
/** Undefined: it vanished. */
type Opened = Level | { readonly error: unknown } | undefined;

/** A folder that a walk is in. */
export interface Level extends Place {
  readonly names: readonly BytePath[];
  /** How many of `names` were looked at. */
  looked: number;
  /** Looked at and not met yet, the next one last. */
  waiting: Entry[];
  /** The folder in it that comes next. */
  ahead: { readonly name: BytePath; readonly opened: Promise<Opened> } | undefined;
  /** The rest of the position below this folder. */
  readonly after: readonly BytePath[];
  /** Not compared yet. */
  isNew: boolean;
  /** Of all that is in it, when all of it can be met. */
  digest: string | undefined;
  /** Nothing in it is met; the folders in it are gone into. */
  isUnchanged: boolean;
}

/** Lists a folder, and looks at all of it where it is to be compared. Throws what goes wrong. */
export async function openLevel(options: WalkOptions, place: Place, after: readonly BytePath[]): Promise<Level> {
  const level = await listLevel(options, place, after);
  await lookAtAll(options, level);
  return level;
}

/** A folder of a level, and looks ahead at the one behind it: a disk is quicker when it is not waited for. */
export function openBelow(options: WalkOptions, level: Level, entry: FolderEntry): Promise<Opened> {
  const { ahead, after } = level;
  const rest = entry.name === after[0] ? after.slice(1) : [];
  const opened = ahead?.name === entry.name ? ahead.opened : enter(options, level, entry, rest);
  const next = level.waiting.findLast((one) => one.kind === 'folder');
  level.ahead = next && { name: next.name, opened: enter(options, level, next, []) };
  // Who stops here never asks for it.
  level.ahead?.opened.catch(() => undefined);
  return opened;
}

/** The next entry in the order of names; undefined: that was the last one. */
export async function nextEntry(options: WalkOptions, level: Level): Promise<Entry | undefined> {
  if (level.waiting.length === 0) level.waiting = (await lookAhead(options, level)).reverse();
  return level.waiting.pop();
}

/** Finds out whether a level is what was met before. */
export async function compare({ known }: WalkOptions, level: Level): Promise<void> {
  if (level.digest === undefined) return;
  level.isUnchanged = level.digest === (await known?.(level.path));
}

async function enter(
  options: WalkOptions,
  level: Level,
  entry: FolderEntry,
  after: readonly BytePath[],
): Promise<Opened> {
  const path = entryPath(level, entry);
  let below: Level;
  try {
    below = await listLevel(options, { path, real: entry.real }, after);
  } catch (error) {
    return isAbsence(error) ? undefined : { error };
  }
  await lookAtAll(options, below);
  return below;
}

async function listLevel(options: WalkOptions, place: Place, after: readonly BytePath[]): Promise<Level> {
  const [first] = after;
  const names = (await readNames(place.real)).filter(
    (name) => (first === undefined || name >= first) && !options.excludes(place.path, name),
  );
  const met = { looked: 0, waiting: [], ahead: undefined, isNew: true, digest: undefined, isUnchanged: false };
  return { path: place.path, real: place.real, names, after, ...met };
}

/** Not at the root, which is no document, nor where a position leads into. */
async function lookAtAll(options: WalkOptions, level: Level): Promise<void> {
  const { path, names, after } = level;
  if (!options.known || path === '' || after.length > 0 || names.length > mostCompared) return;
  const batches: Promise<Entry[]>[] = [];
  while (level.looked < names.length) batches.push(lookAhead(options, level));
  const entries = (await Promise.all(batches)).flat();
  level.digest = digestOf(level, entries);
  level.waiting = entries.reverse();
}

async function lookAhead({ folder, disk, signal }: WalkOptions, level: Level): Promise<Entry[]> {
  const names = level.names.slice(level.looked, level.looked + batchSize);
  // Whatever happens next: who looks until all was looked at must come to an end.
  level.looked += names.length;
  signal.throwIfAborted();
  const plain = await disk.inspect(level.real, names);
  return Promise.all(names.map((name, i) => toEntry(level, name, plain[i]) ?? inspectEntry(folder, level, name)));
}

/** Undefined: something in it is told anew each time. */
function digestOf(level: Level, entries: readonly Entry[]): string | undefined {
  const parts: string[] = [];
  for (const entry of entries) {
    if (entry.kind === 'nothing') continue;
    if (entry.kind === 'failed' || entry.kind === 'outside' || isPathTooLong(entryPath(level, entry))) return undefined;
    parts.push(entry.name, entry.kind === 'file' ? entry.state.version : '/');
  }
  return hash('sha256', JSON.stringify(parts), 'base64url');
}
