import { type Context, describeError, type Group, type Principal } from '@acequia/core/contract';
import { z } from 'zod';
import { channelTitle } from './channel.ts';
import { openChannels } from './channels.ts';
import { openSlack, paged, type Slack } from './client.ts';
import { openPeople } from './people.ts';
import { channelGroup, workspaceGroup } from './principals.ts';
import type { Settings } from './settings.ts';
import { slackCode } from './slack-error.ts';

const memberPage = z.object({ ...paged, members: z.array(z.string()) });
const usergroups = z.object({
  usergroups: z.array(z.object({ id: z.string(), name: z.string().optional(), users: z.array(z.string()).optional() })),
});

/**
 * All full members of the workspace (no guests, no bots), the members of each channel that the app is in, and the user
 * groups that people made. A channel whose members Slack does not tell is a group of nobody.
 */
export async function* groups(context: Context<Settings>): AsyncGenerator<Group> {
  const slack = openSlack(context);
  const members = await (await openPeople(context)).fullMembers();
  yield { id: workspaceGroup, title: 'Full members of the workspace', members: members.map(toPrincipal) };
  for (const one of (await openChannels(context)).all.values()) {
    yield { id: channelGroup(one.id), title: channelTitle(one), members: await channelMembers(context, slack, one.id) };
  }
  yield* userGroups(context, slack);
}

/** People of other organisations in a shared channel are not among them. https://docs.slack.dev/reference/methods/conversations.members */
async function channelMembers(context: Context<Settings>, slack: Slack, channel: string): Promise<Principal[]> {
  const found: Principal[] = [];
  try {
    for await (const { members } of slack.pages('conversations.members', { channel, limit: 999 }, memberPage)) {
      found.push(...members.map(toPrincipal));
    }
    return found;
  } catch (error) {
    const { kind, message } = describeError(error);
    if (kind !== 'forbidden' && kind !== 'not-found') throw error;
    context.log.warn(`Nobody may read ${channel} until its members can be listed: ${message}`);
    return [];
  }
}

/** Not every plan has them, and not every token may see them. Channels do not depend on them. */
async function* userGroups(context: Context<Settings>, slack: Slack): AsyncGenerator<Group> {
  try {
    const found = await slack.call('usergroups.list', { include_users: true }, usergroups);
    for (const { id, name, users = [] } of found.usergroups) {
      yield { id, ...(name !== undefined && { title: name }), members: users.map(toPrincipal) };
    }
  } catch (error) {
    const code = slackCode(error) ?? '';
    if (!['missing_scope', 'plan_upgrade_required', 'paid_only', 'paid_teams_only'].includes(code)) throw error;
    context.log.info(`User groups are left out: ${describeError(error).message}`);
  }
}

function toPrincipal(id: string): Principal {
  return { type: 'user', id };
}
