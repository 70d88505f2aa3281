import { type Check, type Context, describeError } from '@acequia/core/contract';
import type { z } from 'zod';
import { type Channels, openChannels } from './channels.ts';
import { openSlack, type Slack } from './client.ts';
import { historyPage, isRestricted, restriction } from './history.ts';
import { wantedScopes } from './scopes.ts';
import type { Settings } from './settings.ts';
import { slackCode } from './slack-error.ts';
import { identity } from './workspace.ts';

/** Enough to see that Slack stops at 15. */
const probe = 20;

/** Checks `credentials`, one `scope:NAME` each, `channels` (is the app in any) and `rate` (how much Slack gives). Waits for no sync. */
export async function validate(context: Context<Settings>): Promise<Check[]> {
  const slack = openSlack(context, { impatient: true });
  let who: z.infer<typeof identity>;
  try {
    who = await slack.call('auth.test', {}, identity);
  } catch (error) {
    return [failedCheck('credentials', error)];
  }
  const workspace = who.team ?? who.url;
  const checks: Check[] = [
    { name: 'credentials', ok: true, message: `Signed in to ${workspace} as ${who.user ?? 'an app'}` },
    ...checkScopes(context.settings, who.response_metadata?.scopes),
  ];
  try {
    const channels = await openChannels(context);
    checks.push(checkChannels(channels, who.user), ...(await checkRate(slack, channels)));
  } catch (error) {
    checks.push(failedCheck('channels', error));
  }
  return checks;
}

/** Slack names the scopes of a token with each answer (`x-oauth-scopes`). https://docs.slack.dev/authentication/installing-with-oauth */
function checkScopes(settings: Settings, granted: readonly string[] | undefined): Check[] {
  if (!granted) return [];
  return wantedScopes(settings).map(({ scope, use }) => {
    const name = `scope:${scope}`;
    if (granted.includes(scope)) return { name, ok: true, message: `The token may ${use}` };
    return {
      name,
      ok: false,
      message: `The token lacks ${scope}, so it may not ${use}`,
      remedy: `Add ${scope} under OAuth & Permissions of the Slack app, and install it to the workspace again.`,
    };
  });
}

function checkChannels({ all }: Channels, user = 'its name'): Check {
  const message =
    all.size === 0
      ? `The app is in no channel, so nothing would be read. Invite it: type /invite @${user} in each channel to sync`
      : `The app is in ${all.size} channels`;
  return { name: 'channels', ok: true, message };
}

async function checkRate(slack: Slack, { all }: Channels): Promise<Check[]> {
  const [channel] = all.keys();
  if (channel === undefined) return [];
  const told = { name: 'rate', ok: true, message: `${restriction.message}. ${restriction.remedy}` };
  try {
    const page = await slack.call('conversations.history', { channel, limit: probe }, historyPage);
    if (isRestricted(probe, { messages: page.messages, hasMore: page.has_more === true })) return [told];
    return [{ name: 'rate', ok: true, message: 'Messages can be read' }];
  } catch (error) {
    if (slackCode(error) !== 'ratelimited') return [failedCheck('rate', error)];
    return [
      { name: 'rate', ok: true, message: 'Slack asks to wait before more messages are read; this goes by itself' },
    ];
  }
}

function failedCheck(name: string, error: unknown): Check {
  const { message, remedy } = describeError(error);
  return { name, ok: false, message, remedy: remedy ?? 'Check the network and status.slack.com, and try again.' };
}
