import { type Change, type Context, type Slice, SourceError } from '@acequia/core/contract';
import { isGone, openClient } from './client.ts';
import type { Cursor } from './cursor.ts';
import { toChange } from './item.ts';
import type { Settings } from './settings.ts';

/** Lists a notebook, from the feed's position before the listing, then follows its feed. */
export async function* read(
  context: Context<Settings>,
  slice: Slice,
  cursor: Cursor | null,
): AsyncGenerator<Change<Cursor>> {
  // Notebooks are picked whole, so a root is a folder that the host wants to have listed again.
  const folder = slice.roots[0]?.id;
  try {
    const listed = cursor?.phase === 'following' ? cursor.position : yield* list(context, slice.id, cursor, folder);
    yield* follow(context, slice.id, listed);
  } catch (error) {
    if (!isGone(error)) throw error;
    yield { type: 'delete', id: folder ?? slice.id };
  }
}

/** Answers the position from which the feed is to be followed. */
async function* list(
  context: Context<Settings>,
  notebook: string,
  cursor: Extract<Cursor, { phase: 'listing' }> | null,
  under: string | undefined,
): AsyncGenerator<Change<Cursor>, number> {
  const client = openClient(context);
  let position = cursor?.position;
  for (let after = cursor?.after; ; ) {
    const page = await client.page(notebook, after, under);
    position ??= page.position;
    for (const item of page.items) yield toChange(item);
    if (page.next === null) break;
    if (after !== undefined && page.next <= after) throw standingStill();
    after = page.next;
    yield { type: 'checkpoint', cursor: { phase: 'listing', position, after } };
  }
  yield { type: 'complete' };
  yield { type: 'checkpoint', cursor: { phase: 'following', position } };
  return position;
}

async function* follow(context: Context<Settings>, notebook: string, since: number): AsyncGenerator<Change<Cursor>> {
  const client = openClient(context);
  for (let position = since, more = true; more; ) {
    const page = await client.changes(notebook, position);
    for (const { id, item, entered } of page.changes) {
      if (item === null) {
        yield { type: 'delete', id };
        continue;
      }
      const change = toChange(item);
      yield change;
      // The feed tells only the folder that came in, not what is in it.
      if (entered && change.type === 'upsert' && change.document.container) yield { type: 'relist', id };
    }
    if (page.more && page.position <= position) throw standingStill();
    if (page.position !== position) {
      yield { type: 'checkpoint', cursor: { phase: 'following', position: page.position } };
    }
    ({ position, more } = page);
  }
}

const standingStill = () => new SourceError('bad-response', 'The pages of the notebook do not come to an end');
