import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Change, type Context, describeError, type Slice, SourceError } from '@acequia/core/contract';
import type { Bucket } from './bucket.ts';
import { chooseRoots } from './choose-roots.ts';
import { compareKeys } from './compare-keys.ts';
import { FolderTrail } from './folder-trail.ts';
import { hasDotSegment } from './key-path.ts';
import type { ListedObject, ListPage } from './listed-object.ts';
import type { ListingCursor, Position } from './listing-cursor.ts';
import { isFolderMark, toContainer, toDocument } from './object-document.ts';
import type { UnreadPage } from './object-store.ts';
import { TokenWatch } from './token-watch.ts';

/** By pages: a step of a generator for each object would cost as much as all else about it. */
type Changes<R = void> = AsyncGenerator<readonly Change<ListingCursor>[], R>;

/**
 * Lists the bucket or its picks to the very end and says so. Stores tell no changes: a finished cursor lists anew, and
 * versions show what is new. Between two syncs a listing goes on by key, which works for ever, where keys come in order;
 * elsewhere by the store's token.
 */
export async function* readBucket<S>(
  context: Context<S>,
  bucket: Bucket,
  slice: Slice,
  cursor: ListingCursor | null,
): Changes {
  const roots = chooseRoots(slice.roots, bucket.prefix);
  const plan = nameOfPlan(bucket, roots);
  let position = startAt(bucket, plan, roots, cursor);
  for (const root of roots) {
    if (compareKeys(root, position.root) < 0) continue;
    if (root !== position.root) position = beginRoot(position, root);
    position = yield* readRoot(context, bucket, position, roots.length > 1);
  }
  const sorted = position.order === 'known' || (position.order === 'ascending' && !position.skipped);
  // What was skipped is asked for before it counts as gone.
  yield [
    position.skipped && !sorted ? { type: 'complete', confirm: true } : { type: 'complete' },
    { type: 'checkpoint', cursor: { phase: 'listed', plan, sorted } },
  ];
}

function startAt(bucket: Bucket, plan: string, roots: readonly string[], cursor: ListingCursor | null): Position {
  if (cursor?.phase === 'listing') {
    if (cursor.plan === plan) return cursor;
    throw new SourceError('cursor-expired', 'The bucket or the picks are not those that reading began with');
  }
  const known = bucket.ordered || (cursor?.plan === plan && cursor.sorted);
  return { phase: 'listing', plan, root: roots[0] ?? '', order: known ? 'known' : 'ascending' };
}

function beginRoot({ plan, order, skipped }: Position, root: string): Position {
  return { phase: 'listing', plan, root, order, ...(skipped && { skipped }) };
}

/** One of several picks that may not be listed costs only itself. */
async function* readRoot<S>(
  context: Context<S>,
  bucket: Bucket,
  start: Position,
  isOneOfSeveral: boolean,
): Changes<Position> {
  try {
    return yield* listRoot(context, bucket, start);
  } catch (error) {
    const described = describeError(error);
    if (!isOneOfSeveral || described.kind !== 'forbidden') throw error;
    yield [{ type: 'failure', id: start.root, title: start.root, error: described }];
    return start;
  }
}

/** The next page is asked for before the one at hand is read: the store works while we do. */
async function* listRoot<S>(context: Context<S>, bucket: Bucket, start: Position): Changes<Position> {
  const { root } = start;
  const watch = new TokenWatch();
  const trail = new FolderTrail(start.after);
  let asked = nextPage(bucket, start, start.after !== undefined);
  for (;;) {
    const { answer, next } = await asked;
    context.signal.throwIfAborted();
    const ahead = answer.token === undefined ? undefined : bucket.store.ask({ prefix: root, token: answer.token });
    // Whoever stops here does not see how it ends.
    ahead?.catch(() => undefined);
    // An HTTP client writes to a connection that was in use at its next turn: not before, so that reading would hold it up.
    if (ahead) await setImmediate();
    const page = answer.read();
    const position = advance(next, page);
    if (!page.truncated) {
      yield tellPage(page, bucket, trail);
      return position;
    }
    if (page.token !== undefined) watch.pass(page.token);
    else if (page.objects.length === 0 || position.after === next.after) throw standingStill(root);
    asked =
      ahead && answer.token === page.token
        ? ahead.then((early) => ({ answer: early, next: position }))
        : nextPage(bucket, position, false);
    asked.catch(() => undefined);
    yield [...tellPage(page, bucket, trail), { type: 'checkpoint', cursor: position }];
  }
}

function tellPage({ objects }: ListPage, bucket: Bucket, trail: FolderTrail): Change<ListingCursor>[] {
  const changes: Change<ListingCursor>[] = [];
  for (const object of objects) {
    for (const folder of trail.enter(object.key))
      changes.push({ type: 'upsert', document: toContainer(folder, bucket) });
    if (!isFolderMark(object)) changes.push(toChange(object, bucket));
  }
  return changes;
}

/** The page behind a position, and how that was found. */
async function nextPage(
  { store }: Bucket,
  position: Position,
  resumed: boolean,
): Promise<{ readonly answer: UnreadPage; readonly next: Position }> {
  const { root, after, token, order, skipped } = position;
  const byKey = async () => {
    const answer = await store.ask({ prefix: root, ...(after !== undefined && { startAfter: after }) });
    const mayMiss = after !== undefined && order !== 'known';
    return { answer, next: { ...position, ...((mayMiss || skipped) && { skipped: true as const }) } };
  };
  if (token === undefined || (resumed && order === 'known')) return byKey();
  try {
    return { answer: await store.ask({ prefix: root, token }), next: position };
  } catch (error) {
    // Forgotten while it was parked. Without an order there is no other way to say where it was.
    if (!resumed || order !== 'ascending' || describeError(error).kind !== 'cursor-expired') throw error;
    return byKey();
  }
}

/** The position behind a page, with what its keys show about their order. */
function advance({ phase, plan, root, order, skipped, after }: Position, { objects, token }: ListPage): Position {
  let last = after;
  let found = order;
  for (const { key } of objects) {
    if (last !== undefined && compareKeys(key, last) < 0) found = 'other';
    last = key;
  }
  return {
    phase,
    plan,
    root,
    order: found,
    ...(skipped && { skipped }),
    ...(last !== undefined && { after: last }),
    ...(token !== undefined && { token }),
  };
}

function toChange(object: ListedObject, bucket: Bucket): Change<ListingCursor> {
  const document = toDocument(object, bucket);
  if (!hasDotSegment(object.key)) return { type: 'upsert', document };
  const error = describeError(
    new SourceError('unsupported', `"${object.key}" has a part that is "." or "..", which no address can hold`, {
      remedy: 'Copy the object to another key.',
    }),
  );
  return { type: 'failure', id: document.id, title: document.title, error };
}

function nameOfPlan({ place }: Bucket, roots: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([place, roots]))
    .digest('base64url')
    .slice(0, 16);
}

function standingStill(root: string): SourceError {
  return new SourceError('bad-response', `The listing of "${root}" has more pages but does not say where`, {
    remedy: 'Report it to the maker of the store.',
  });
}
