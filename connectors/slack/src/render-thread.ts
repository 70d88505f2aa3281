import { existingFiles } from './file.ts';
import { isFromApp, isNotice, type Message } from './message.ts';
import { messageText } from './message-text.ts';
import { mentionedUsers, type Names, toMarkdown } from './mrkdwn.ts';
import { toMilliseconds } from './timestamp.ts';

export interface RenderOptions {
  readonly names: Names;
  /** Replies of apps too. */
  readonly bots: boolean;
}

/** A thread as markdown: who wrote what when, the first message first. What nobody wrote is left out. */
export function renderThread(root: Message, replies: readonly Message[], { names, bots }: RenderOptions): string {
  const shown = replies.filter((reply) => !isNotice(reply) && (bots || !isFromApp(reply)));
  return [root, ...shown].flatMap((message) => renderMessage(message, names)).join('\n\n');
}

function renderMessage(message: Message, names: Names): string[] {
  if (message.subtype === 'tombstone') return [];
  const text = toMarkdown(messageText(message), names).trim();
  const files = existingFiles(message.files).map(({ name, title, id }) => `- ${name ?? title ?? id}`);
  const parts = [text, files.join('\n')].filter((part) => part !== '');
  return parts.length === 0 ? [] : [`**${authorOf(message, names)}**, ${timeOf(message)}:`, ...parts];
}

function authorOf({ user, username, bot_profile, bot_id }: Message, names: Names): string {
  const name = (user !== undefined && names.user(user)) || username || bot_profile?.name || user || bot_id;
  return name || 'Somebody';
}

function timeOf({ ts }: Message): string {
  return `${new Date(toMilliseconds(ts)).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The users whose names a thread needs. */
export function usersOf(messages: readonly Message[]): Set<string> {
  return new Set(
    messages.flatMap((message) => [
      ...(message.user === undefined ? [] : [message.user]),
      ...mentionedUsers(messageText(message)),
    ]),
  );
}
