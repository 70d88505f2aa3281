import type { Context, Document, Pick, Slice } from '@acequia/core/contract';
import { channelTitle, toContainer } from './channel.ts';
import { openChannels } from './channels.ts';
import type { Settings } from './settings.ts';
import { openWorkspace } from './workspace.ts';

/** One for each channel. A picked channel that the app is not in (any more) stays one: reading it says what is wrong. */
export async function* slices(context: Context<Settings>, picks: readonly Pick[]): AsyncGenerator<Slice> {
  const { all } = await openChannels(context);
  if (picks.length === 0) {
    for (const one of all.values()) yield { id: one.id, title: channelTitle(one), roots: [] };
    return;
  }
  for (const pick of picks) {
    const known = all.get(pick.id);
    yield { id: pick.id, roots: [pick], ...(known && { title: channelTitle(known) }) };
  }
}

/** The channels that the app is in; nothing below them. `search`: a part of the name, in any case. */
export async function* listContainers(
  context: Context<Settings>,
  parent?: string,
  search?: string,
): AsyncGenerator<Document> {
  if (parent !== undefined) return;
  const { all } = await openChannels(context);
  const workspace = await openWorkspace(context);
  const wanted = search?.toLowerCase() ?? '';
  for (const one of all.values()) {
    if (channelTitle(one).toLowerCase().includes(wanted)) yield toContainer(one, workspace);
  }
}
