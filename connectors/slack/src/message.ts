import { z } from 'zod';
import { file } from './file.ts';
import { timestamp } from './timestamp.ts';

const text = z.string().optional().catch(undefined);

const attachment = z.object({
  pretext: text,
  author_name: text,
  title: text,
  title_link: text,
  text,
  fallback: text,
  /** Only of previews that Slack makes of links in the text. */
  from_url: text,
  original_url: text,
  fields: z
    .array(z.object({ title: text, value: text }))
    .optional()
    .catch(undefined),
});

/** A message as history and replies give it; what breaks in parts that are not needed is left out. */
export const message = z.object({
  ts: timestamp,
  thread_ts: timestamp.optional(),
  subtype: text,
  text,
  user: text,
  username: text,
  bot_id: text,
  bot_profile: z.object({ name: text }).optional().catch(undefined),
  edited: z.object({ ts: timestamp }).optional().catch(undefined),
  reply_count: z.int().optional().catch(undefined),
  latest_reply: timestamp.optional().catch(undefined),
  files: z.array(file).optional(),
  attachments: z.array(attachment).optional().catch(undefined),
  blocks: z.array(z.unknown()).optional().catch(undefined),
});

/** A parsed message. */
export type Message = z.infer<typeof message>;
export type Attachment = z.infer<typeof attachment>;

/** What Slack itself writes into a channel. https://docs.slack.dev/reference/events/message#subtypes */
const notices = new Set([
  'bot_add',
  'bot_remove',
  'ekm_access_denied',
  'joiner_notification',
  'joiner_notification_for_inviter',
  'message_replied',
  'pinned_item',
  'reminder_add',
  'sh_room_created',
  'tombstone',
  'unpinned_item',
]);

/** True for what nobody wrote: somebody joined, the topic was set, a message was deleted. */
export function isNotice({ subtype = '' }: Message): boolean {
  return notices.has(subtype) || /^(?:channel|group)_/.test(subtype);
}

/** True for what an app wrote. */
export function isFromApp({ subtype, bot_id }: Message): boolean {
  return subtype === 'bot_message' || bot_id !== undefined;
}

/** True for the message that a thread hangs on, or that could become one; false for replies, also those shown in the channel. */
export function isRoot({ ts, thread_ts }: Message): boolean {
  return thread_ts === undefined || thread_ts === ts;
}

/** How many replies it has; 0 also when Slack does not say. */
export function replyCount({ reply_count = 0 }: Message): number {
  return reply_count;
}
