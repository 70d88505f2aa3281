import { type Context, type Document, type Pick, type Slice, SourceError } from '@acequia/core/contract';
import { openClient } from './client.ts';
import { toChange } from './item.ts';
import type { Settings } from './settings.ts';

/** The picker's tree has one level: notebooks are picked whole. */
export async function* listContainers(
  context: Context<Settings>,
  parent?: string,
  search?: string,
): AsyncGenerator<Document> {
  if (parent !== undefined) return;
  const { items } = await openClient(context).notebooks(search);
  for (const item of items) yield toNotebook(item);
}

/** A slice for each picked notebook, or without picks for each that there is. One that is gone says so when it is read. */
export async function* slices(context: Context<Settings>, picks: readonly Pick[]): AsyncGenerator<Slice> {
  const { items } = await openClient(context).notebooks();
  const titles = new Map(items.map(toNotebook).map(({ id, title }) => [id, title]));
  const wanted = picks.length > 0 ? picks.map(({ id }) => id) : titles.keys();
  // A notebook is read whole: its pick leaves nothing out.
  for (const id of wanted) yield { id, title: titles.get(id), roots: [] };
}

/** A notebook that cannot be read is no reason to go on without it: its documents would seem to be nowhere. */
function toNotebook(item: unknown): Document {
  const change = toChange(item);
  if (change.type === 'upsert') return change.document;
  throw new SourceError('bad-response', change.error.message);
}
