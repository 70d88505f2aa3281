import { SourceError } from '@acequia/core/contract';
import { z } from 'zod';
import { paged, type Slack } from './client.ts';
import { type Message, message } from './message.ts';

const page = z.object({ ...paged, messages: z.array(message) });

/** A whole thread. */
export interface Thread {
  readonly root: Message;
  readonly replies: readonly Message[];
}

/**
 * Reads a thread. Each page of `conversations.replies` begins with the first message; a message without replies is a
 * thread of its own. https://docs.slack.dev/reference/methods/conversations.replies
 */
export async function readThread(slack: Slack, channel: string, ts: string): Promise<Thread> {
  const met = new Map<string, Message>();
  for await (const { messages } of slack.pages('conversations.replies', { channel, ts, limit: 999 }, page)) {
    for (const one of messages) met.set(one.ts, one);
  }
  const root = met.get(ts);
  if (!root) throw missingRoot(channel, ts);
  met.delete(ts);
  return { root, replies: [...met.values()].sort((left, right) => (left.ts < right.ts ? -1 : 1)) };
}

/** Only the first message. */
export async function readRoot(slack: Slack, channel: string, ts: string): Promise<Message> {
  const { messages } = await slack.call('conversations.replies', { channel, ts, limit: 1 }, page);
  const root = messages.find((one) => one.ts === ts);
  if (!root) throw missingRoot(channel, ts);
  return root;
}

function missingRoot(channel: string, ts: string): SourceError {
  return new SourceError('not-found', `conversations.replies: there is no thread ${ts} in ${channel}`, {
    remedy: 'It was deleted, or it is a reply and its thread has another id.',
    cause: { code: 'thread_not_found' },
  });
}
