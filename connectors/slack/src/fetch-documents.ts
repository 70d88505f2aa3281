import { type Change, type Context, describeError, SourceError, type Wanted } from '@acequia/core/contract';
import { toContainer } from './channel.ts';
import { findChannel } from './channels.ts';
import { openSlack, type Slack } from './client.ts';
import { type Named, parseId } from './document-id.ts';
import { findFile } from './download-file.ts';
import { toFileDocument } from './file.ts';
import { historyPage } from './history.ts';
import { type Message, replyCount } from './message.ts';
import { namesFor } from './names.ts';
import { renderThread } from './render-thread.ts';
import { readRoot } from './replies.ts';
import type { Settings } from './settings.ts';
import { slackCode } from './slack-error.ts';
import { hadReplies, isThread, rootFiles, toThreadDocument } from './thread.ts';
import { openWorkspace } from './workspace.ts';

/** Threads, files and channels as they are now. */
export async function* fetchDocuments(
  context: Context<Settings>,
  wanted: readonly Wanted[],
): AsyncGenerator<Change<never>> {
  for (const one of wanted) {
    let changes: Change<never>[];
    try {
      changes = await fetchOne(context, one);
    } catch (error) {
      const described = describeError(error);
      if (described.kind === 'auth' || described.kind === 'rate-limited') throw error;
      changes = [
        described.kind === 'gone'
          ? { type: 'delete', id: one.id }
          : { type: 'failure', id: one.id, ...(one.ref !== undefined && { ref: one.ref }), error: described },
      ];
    }
    yield* changes;
  }
}

async function fetchOne(context: Context<Settings>, { id, ref }: Wanted): Promise<Change<never>[]> {
  const named = parseId(id);
  if (!named) {
    throw new SourceError('not-found', `"${id}" is not a channel, thread or file of Slack`, {
      remedy: 'It was not made by this connector; remove it.',
    });
  }
  if (named.kind === 'thread') return fetchThread(context, named);
  if (named.kind === 'file') {
    const place = { ...named, onRoot: isOnRoot(ref) };
    return [{ type: 'upsert', document: toFileDocument(await findFile(context, named.file), place) }];
  }
  const found = await findChannel(openSlack(context), named.channel);
  return [{ type: 'upsert', document: toContainer(found, await openWorkspace(context)) }];
}

function isOnRoot(ref: Wanted['ref']): boolean {
  return typeof ref === 'object' && ref !== null && 'root' in ref && ref.root === true;
}

async function fetchThread(
  context: Context<Settings>,
  { channel, ts }: Extract<Named, { kind: 'thread' }>,
): Promise<Change<never>[]> {
  const { settings } = context;
  const slack = openSlack(context);
  const id = `${channel}:${ts}`;
  const root = await readRoot(slack, channel, ts).catch(async (error: unknown) => {
    if (slackCode(error) === 'thread_not_found' && (await isDeleted(slack, channel, ts))) return undefined;
    throw error;
  });
  if (!root || !isThread(root, settings)) return [{ type: 'delete', id }];
  const document = toThreadDocument(root, { channel, workspace: await openWorkspace(context) });
  const files = settings.files ? rootFiles(root, channel) : [];
  return [
    { type: 'upsert', document: { ...document, ...(await contentOf(context, id, root)) } },
    ...files.map((file) => ({ type: 'upsert', document: file }) as const),
  ];
}

/** Only the replies themselves show that one was edited, so a thread that has or had some is read again. */
async function contentOf(
  context: Context<Settings>,
  id: string,
  root: Message,
): Promise<{ stale: true } | { body: string }> {
  const known = await context.known([id]);
  if (replyCount(root) > 0 || hadReplies(known.get(id)?.version)) return { stale: true };
  return { body: renderThread(root, [], { names: await namesFor(context, [root]), bots: true }) };
}

/**
 * Slack keeps no trace of a deleted message without replies. It is gone when the channel can be read, shows all of its
 * past, and has nothing at that time. https://docs.slack.dev/messaging/retrieving-messages
 */
async function isDeleted(slack: Slack, channel: string, ts: string): Promise<boolean> {
  const options = { channel, oldest: ts, latest: ts, inclusive: true, limit: 1 };
  const { messages, is_limited } = await slack.call('conversations.history', options, historyPage);
  return is_limited !== true && !messages.some((message) => message.ts === ts);
}
