import { type Context, describeError } from '@acequia/core/contract';
import { z } from 'zod';
import { type Channel, channel } from './channel.ts';
import { openSlack, paged, type Slack } from './client.ts';
import { createOnce } from './once.ts';
import type { Settings } from './settings.ts';
import { slackCode } from './slack-error.ts';

const page = z.object({ ...paged, channels: z.array(channel) });
const single = z.object({ channel });

/** The channels that the app is in, for the time of one sync. */
export interface Channels {
  readonly all: ReadonlyMap<string, Channel>;
  /** One of them, or what Slack says of it now. Rejects as Slack does, e.g. `not-found`. */
  find(id: string): Promise<Channel>;
}

/**
 * The ones of the sync. `users.conversations` lists only what the token's owner is in: a few pages also where the
 * workspace has 100,000 channels. https://docs.slack.dev/reference/methods/users.conversations
 */
export async function openChannels(context: Context<Settings>): Promise<Channels> {
  const slack = openSlack(context);
  const listed = await context.share('channels', async () => createOnce<Map<string, Channel>>());
  const all = await listed.get(() => listChannels(context, slack));
  return { all, find: async (id) => all.get(id) ?? (await findChannel(slack, id)) };
}

/** What Slack says of a channel now. */
export async function findChannel(slack: Slack, id: string): Promise<Channel> {
  return (await slack.call('conversations.info', { channel: id }, single)).channel;
}

async function listChannels(context: Context<Settings>, slack: Slack): Promise<Map<string, Channel>> {
  const { settings, log } = context;
  if (!settings.privateChannels) return list(slack, settings, 'public_channel');
  try {
    return await list(slack, settings, 'public_channel,private_channel');
  } catch (error) {
    if (slackCode(error) !== 'missing_scope') throw error;
    const found = await list(slack, settings, 'public_channel');
    const { message, remedy } = describeError(error);
    log.warn(`Private channels are left out: ${message}. ${remedy ?? ''}`);
    return found;
  }
}

async function list(slack: Slack, { archived }: Settings, types: string): Promise<Map<string, Channel>> {
  const found = new Map<string, Channel>();
  const options = { types, exclude_archived: !archived, limit: 999 };
  for await (const { channels } of slack.pages('users.conversations', options, page)) {
    for (const one of channels) found.set(one.id, one);
  }
  return found;
}
