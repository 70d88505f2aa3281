import type { Context } from '@acequia/core/contract';
import { SourceError } from '@acequia/core/contract';
import { z } from 'zod';
import type { Slack } from './client.ts';
import { type Message, message } from './message.ts';
import type { Settings } from './settings.ts';

/** The most that Slack gives at once. https://docs.slack.dev/reference/methods/conversations.history */
export const historyLimit = 999;

/** Apps that are distributed commercially outside the Marketplace get no more, whatever they ask for. */
const restrictedLimit = 15;

export const historyPage = z.object({
  messages: z.array(message),
  has_more: z.boolean().optional(),
  /** A free workspace hides what is older than its plan shows. */
  is_limited: z.boolean().optional().catch(undefined),
});

export interface HistoryOptions {
  readonly channel: string;
  /** Exclusive. Absent: from the first message on. */
  readonly since?: string | undefined;
  /** Exclusive. */
  readonly before: string;
}

/** A page of a channel, newest message first. */
export interface HistoryPage {
  readonly messages: readonly Message[];
  /** There is more, older than these. */
  readonly hasMore: boolean;
  readonly isLimited: boolean;
}

/**
 * The newest messages of a range. Both ends are always said: with `oldest` alone, Slack gives the other end of the
 * range first. Throws `bad-response` for a page that leads nowhere.
 */
export async function readHistory(slack: Slack, { channel, since, before }: HistoryOptions): Promise<HistoryPage> {
  const options = { channel, oldest: since, latest: before, limit: historyLimit };
  const {
    messages,
    has_more = false,
    is_limited = false,
  } = await slack.call('conversations.history', options, historyPage);
  const isOutside = messages.some(({ ts }) => ts >= before || (since !== undefined && ts <= since));
  if (isOutside || (has_more && messages.length === 0)) {
    throw new SourceError('bad-response', `conversations.history of ${channel}: the page is not what was asked for`, {
      remedy: 'Try again later; report it if it stays.',
    });
  }
  return { messages, hasMore: has_more, isLimited: is_limited };
}

/** Whether Slack answers as it does to an app with 15 messages a minute. */
export function isRestricted(asked: number, { messages, hasMore }: Pick<HistoryPage, 'messages' | 'hasMore'>): boolean {
  return asked > restrictedLimit && hasMore && messages.length === restrictedLimit;
}

/** What to say and do about it. https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps */
export const restriction = {
  message:
    'Slack gives this app 15 messages a minute: it counts as distributed commercially outside the Slack Marketplace',
  remedy:
    'Use an app that was built in and for your own workspace, which has the full limits; until then choose few channels and a short look back, and turn on events.',
};

/** Says it, once per sync. */
export async function tellRestriction(context: Context<Settings>): Promise<void> {
  await context.share('restriction', async () => {
    context.log.warn(`${restriction.message}. ${restriction.remedy}`);
    return { close: () => undefined };
  });
}
