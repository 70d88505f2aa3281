import { hash } from 'node:crypto';
import type { Document } from '@acequia/core/contract';
import { threadId } from './document-id.ts';
import { existingFiles, type SlackFile, toFileDocument } from './file.ts';
import { isFromApp, isNotice, isRoot, type Message, replyCount } from './message.ts';
import { messageText } from './message-text.ts';
import { toPlainLine } from './mrkdwn.ts';
import type { Settings } from './settings.ts';
import { toMilliseconds } from './timestamp.ts';
import type { Workspace } from './workspace.ts';

const longestTitle = 120;

/** Where a thread is. */
export interface ThreadPlace {
  readonly channel: string;
  readonly workspace: Pick<Workspace, 'url'>;
}

/** Whether a message of a channel's history is a document: what was written, and what was answered in any case. */
export function isThread(message: Message, { bots }: Pick<Settings, 'bots'>): boolean {
  if (!isRoot(message)) return false;
  if (replyCount(message) > 0) return true;
  return !isNotice(message) && (bots || !isFromApp(message));
}

/**
 * The document of a thread, from its first message as history shows it.
 *
 * Its version changes with the first message, and with the number and the latest of its replies: an edited reply leaves
 * no trace there.
 */
export function toThreadDocument(root: Message, { channel, workspace }: ThreadPlace): Document {
  const { ts, user, username, bot_id, edited, latest_reply } = root;
  const replies = replyCount(root);
  const author = user ?? bot_id ?? username;
  const changed = [ts, edited?.ts, latest_reply].filter((one) => one !== undefined).sort();
  return {
    id: threadId(channel, ts),
    alias: ts,
    parent: channel,
    ref: { channel, ts },
    version: versionOf(root),
    title: titleOf(root),
    url: `${workspace.url}archives/${channel}/p${ts.replace('.', '')}`,
    mime: 'text/markdown',
    createdAt: toMilliseconds(ts),
    modifiedAt: toMilliseconds(changed.at(-1) ?? ts),
    fields: { replies, ...(author !== undefined && { author }) },
  };
}

/** The files of a thread's first message. */
export function rootFiles(root: Message, channel: string): Document[] {
  const place = { channel, ts: root.ts, onRoot: true };
  return existingFiles(root.files).map((one) => toFileDocument(one, place));
}

/** The files of its replies that its first message does not have too. */
export function replyFiles(root: Message, replies: readonly Message[], channel: string): Document[] {
  const onRoot = new Set(root.files?.map(({ id }) => id));
  const files = new Map<string, SlackFile>();
  for (const { files: attached } of replies) {
    for (const one of existingFiles(attached)) if (!onRoot.has(one.id)) files.set(one.id, one);
  }
  return [...files.values()].map((one) => toFileDocument(one, { channel, ts: root.ts, onRoot: false }));
}

function versionOf(root: Message): string {
  const { subtype, user, username, bot_profile, edited, latest_reply, files } = root;
  const parts = [
    subtype,
    user,
    username ?? bot_profile?.name,
    messageText(root),
    edited?.ts,
    latest_reply,
    files?.map(({ id, name, mode }) => [id, name, mode]),
  ];
  return `${replyCount(root)}.${hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32)}`;
}

/** Whether a version is of a thread with replies: such a one may own files, which only its whole content tells. */
export function hadReplies(version: string | undefined): boolean {
  return version !== undefined && !version.startsWith('0.');
}

function titleOf(root: Message): string {
  if (root.subtype === 'tombstone') return 'Thread of a deleted message';
  const line = toPlainLine(messageText(root)) || root.files?.[0]?.name;
  if (line === undefined || line === '') return `Message of ${new Date(toMilliseconds(root.ts)).toISOString()}`;
  const characters = [...line];
  return characters.length > longestTitle ? `${characters.slice(0, longestTitle - 1).join('')}…` : line;
}
