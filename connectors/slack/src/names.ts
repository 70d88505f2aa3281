import type { Context } from '@acequia/core/contract';
import { openChannels } from './channels.ts';
import type { Message } from './message.ts';
import type { Names } from './mrkdwn.ts';
import { openPeople } from './people.ts';
import { usersOf } from './render-thread.ts';
import type { Settings } from './settings.ts';

/** The names that these messages need: of channels the app is in, and of users. */
export async function namesFor(context: Context<Settings>, messages: readonly Message[]): Promise<Names> {
  const channels = await openChannels(context);
  const wanted = usersOf(messages);
  const users = wanted.size > 0 ? await (await openPeople(context)).names(wanted) : new Map<string, string>();
  return { user: (id) => users.get(id), channel: (id) => channels.all.get(id)?.name };
}
