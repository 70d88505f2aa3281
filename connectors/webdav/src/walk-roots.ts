import { type Change, SourceError } from '@acequia/core/contract';
import type { Cursor } from './cursor.ts';
import { failureOf } from './document.ts';
import { endsSync, isRemoved } from './is-removed.ts';
import { listRoot } from './list-root.ts';
import type { Listing } from './listing.ts';
import { comparePaths, isWithin, type Path, splitPath, toText } from './path.ts';
import { pathId } from './path-id.ts';
import type { Reading } from './reading.ts';
import { isSelected } from './selection.ts';
import { maxDepth, tellListing } from './tell-listing.ts';
import { type Position, walk } from './walk.ts';

/** After so many folders in a row that the server could not answer for, it is asked whether it is there at all. */
const mostTransient = 3;
/** Of those, a walk that goes on asks for so many again. */
const mostAgain = 16;
/** A cursor keeps a token for each root. */
const mostTokens = 8;

/** What is told of one folder: a step of a generator for each file would cost as much as all else about it. */
type Changes<R = void> = AsyncGenerator<readonly Change<Cursor>[], R>;
type WalkCursor = Extract<Cursor, { phase: 'walking' }>;

/** What a walk has come to know. */
interface State {
  /** Sync-tokens of the roots until now, from before their listing; undefined: changes are not to be asked for. */
  tokens: string[] | undefined;
  transient: number;
  /** Whether the server has the properties of Nextcloud and ownCloud: until it has shown that, they are asked for. */
  cloud: boolean;
}

/** Lists the roots, from the position on, to the very end and says so. `refused`: changes cannot be asked for. */
export async function* walkRoots(reading: Reading, begun: WalkCursor | undefined, refused: boolean): Changes {
  const { roots, context } = reading;
  const mayFollow = !refused && roots.length <= mostTokens;
  const state: State = {
    tokens: begun ? begun.tokens?.slice() : mayFollow ? [] : undefined,
    transient: 0,
    cloud: begun?.cloud ?? true,
  };
  const at = begun?.pending[0] ?? begun?.onwards;
  for (const [index, root] of roots.entries()) {
    const isHere = at !== undefined && isWithin(at, root);
    if (at !== undefined && !isHere && comparePaths(root, at) < 0) continue;
    const listed = context.settings.depthInfinity && !isHere ? yield* listRoot(reading, root) : undefined;
    if (!listed) {
      yield* walkRoot(reading, index, state, isHere ? begun : undefined);
      continue;
    }
    noteToken(state, index, listed.token);
    state.cloud = listed.cloud;
    if (listed.lowest.length > 0) yield* walkRoot(reading, index, state, { pending: listed.lowest });
  }
  const { tokens } = state;
  const cursor: Cursor = tokens
    ? { phase: 'following', tokens }
    : { phase: 'finished', ...(refused && { refused: true }) };
  yield [{ type: 'complete' }, { type: 'checkpoint', cursor }];
}

async function* walkRoot(reading: Reading, index: number, state: State, from: Position | undefined): Changes {
  const { context, client, roots } = reading;
  const root = roots[index] ?? '';
  async function list(path: Path): Promise<Listing> {
    context.signal.throwIfAborted();
    if (path !== root) {
      return client.list(path, 1, { cloud: state.cloud, feed: false }, async (digest) => {
        const id = pathId(path);
        return (await context.known([id])).get(id)?.listing === digest;
      });
    }
    const listing = await client.list(path, 1, { cloud: state.cloud, feed: true });
    if (listing.self && !listing.self.collection) throw notAFolder(root);
    state.cloud = [listing.self, ...listing.members.map(({ resource }) => resource)].some((one) => one?.fileId);
    if (state.tokens?.length === index) noteToken(state, index, listing.self?.syncToken);
    return listing;
  }
  const enters = (path: Path) => isSelected(context.settings, path) && splitPath(path).length <= maxDepth;
  const again: Path[] = [];
  for await (const visited of walk({ root, list, enters, ...(from && { from }) })) {
    const { path, rest } = visited;
    let changes: Change<Cursor>[];
    if ('listing' in visited) {
      state.transient = 0;
      changes = await tellListing(reading, path, visited.listing);
      // What is broken is tried again by the next listing, which a report of changes would take the place of.
      if (visited.listing.broken.length > 0 || visited.listing.nameless) state.tokens = undefined;
    } else {
      changes = await tellError(reading, path, root, visited.error, state);
      if (isTransient(visited.error) && again.length < mostAgain) again.push(path);
    }
    const next = roots[index + 1];
    const position = rest ?? (next === undefined ? undefined : { pending: [next] });
    if (position) {
      const { tokens, cloud } = state;
      const cursor: WalkCursor = {
        phase: 'walking',
        pending: rest ? [...again, ...position.pending] : [...position.pending],
        ...(position.onwards !== undefined && { onwards: position.onwards }),
        cloud,
        ...(tokens && { tokens: [...tokens] }),
      };
      changes.push({ type: 'checkpoint', cursor });
    }
    yield changes;
  }
}

function isTransient(error: unknown): boolean {
  return SourceError.isInstance(error) && error.kind === 'transient';
}

function notAFolder(root: Path): SourceError {
  const what = root === '' ? 'The address' : `"${toText(root)}"`;
  return new SourceError('bad-settings', `${what} is that of a file, not of a folder`, {
    remedy: root === '' ? 'Give the address of the folder that it is in.' : 'Choose the folders again.',
  });
}

function noteToken(state: State, index: number, token: string | undefined): void {
  if (token === undefined || state.tokens?.length !== index) state.tokens = undefined;
  else state.tokens.push(token);
}

async function tellError(
  { client, context }: Reading,
  path: Path,
  root: Path,
  error: unknown,
  state: State,
): Promise<Change<Cursor>[]> {
  if (path === '' || endsSync(error) || !SourceError.isInstance(error)) throw error;
  if (!isTransient(error)) state.transient = 0;
  else if (path === root) throw error;
  else if (++state.transient >= mostTransient) {
    await client.list(root, 0, { cloud: false, feed: false });
    state.transient = 0;
  }
  if (path === root && error.kind === 'not-found' && (await isRemoved(client, path))) {
    context.log.warn('A picked folder was removed', { path });
    state.tokens = undefined;
    return [];
  }
  state.tokens = undefined;
  return [failureOf(path, error)];
}
