import type { Change, Context, Slice } from '@acequia/core/contract';
import { openClient } from './client.ts';
import type { Cursor } from './cursor.ts';
import { followRoots } from './follow-roots.ts';
import { rootPaths } from './roots.ts';
import type { Settings } from './settings.ts';
import { walkRoots } from './walk-roots.ts';

/**
 * Walks all folders and claims to have listed them. Where the server offers it, the next readings ask for what changed
 * since; else they walk again, because nothing tells what has changed in a folder but its listing.
 */
export async function* read(
  context: Context<Settings>,
  slice: Slice,
  cursor: Cursor | null,
): AsyncGenerator<Change<Cursor>> {
  const reading = { context, client: openClient(context), roots: rootPaths(slice.roots) };
  let refused = cursor?.phase === 'finished' && cursor.refused === true;
  if (cursor?.phase === 'following') {
    if (yield* followRoots(reading, cursor.tokens)) return;
    refused = true;
  }
  for await (const changes of walkRoots(reading, cursor?.phase === 'walking' ? cursor : undefined, refused)) {
    for (const change of changes) yield change;
  }
}
