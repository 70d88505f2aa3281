import type { AccessChange, Change, Context, Slice } from '@acequia/core/contract';
import { channelAccess } from './channel.ts';
import { openChannels } from './channels.ts';
import type { Cursor } from './cursor.ts';
import type { Settings } from './settings.ts';

/** Who may read is decided by the channel alone: threads and files inherit it. */
export async function* readAccess(
  context: Context<Settings>,
  slice: Slice,
  _cursor: Cursor | null,
): AsyncGenerator<Change<Cursor> | AccessChange> {
  const found = await (await openChannels(context)).find(slice.id);
  yield { type: 'access', id: found.id, access: channelAccess(found) };
}
