import { type Change, type Context, type Document, type Slice, SourceError } from '@acequia/core/contract';
import { type Channel, pickRef, toContainer } from './channel.ts';
import { openChannels } from './channels.ts';
import { openSlack } from './client.ts';
import type { Cursor } from './cursor.ts';
import { threadId } from './document-id.ts';
import { historyLimit, isRestricted, readHistory, tellRestriction } from './history.ts';
import { type Message, replyCount } from './message.ts';
import { namesFor } from './names.ts';
import { renderThread } from './render-thread.ts';
import type { Settings } from './settings.ts';
import { slackCode } from './slack-error.ts';
import { hadReplies, isThread, rootFiles, type ThreadPlace, toThreadDocument } from './thread.ts';
import { daysBefore, endOfTime } from './timestamp.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

type Listing = Extract<Cursor, { phase: 'listing' }>;

/**
 * Reads a channel from its newest message down: to the first one, or as far as the look-back goes. What was listed to
 * its end is claimed complete, which is how deletions are found: a deleted message without replies leaves no trace.
 */
export async function* read(
  context: Context<Settings>,
  slice: Slice,
  cursor: Cursor | null,
): AsyncGenerator<Change<Cursor>> {
  const channel = slice.id;
  const workspace = await openWorkspace(context);
  const place = { channel, workspace };
  const found = await findSliceChannel(context, slice, workspace);
  if (!found) {
    yield { type: 'delete', id: channel };
    return;
  }
  yield { type: 'upsert', document: toContainer(found, workspace) };

  const slack = openSlack(context);
  let at = startOf(cursor, context.settings);
  for (;;) {
    const page = await readHistory(slack, { channel, since: at.since, before: at.before });
    if (isRestricted(historyLimit, page)) await tellRestriction(context);
    const seen = page.messages.map(({ ts }) => ts).sort();
    const [oldest = at.before] = seen;
    const newest = at.newest ?? seen.at(-1);
    checkWindow(at, newest);
    for (const document of await toDocuments(context, page.messages, place)) yield { type: 'upsert', document };
    at = { ...at, newest, before: oldest, isLimited: at.isLimited || page.isLimited };
    if (!page.hasMore) break;
    if (newest !== undefined) yield { type: 'checkpoint', cursor: toListing(at, newest) };
  }
  if (at.since !== undefined) yield { type: 'complete', from: after(at.since) };
  else if (!at.isLimited) yield { type: 'complete' };
  else if (at.newest !== undefined) yield { type: 'complete', from: at.before };
  yield {
    type: 'checkpoint',
    cursor: { phase: 'caught-up', ...(at.newest !== undefined && { newest: at.newest }) },
  };
}

/**
 * The channel of a slice. Undefined: a picked one that was public, of which the same workspace knows nothing any more. A
 * private one looks the same to who was put out of it, so that stays an error.
 */
async function findSliceChannel(
  context: Context<Settings>,
  { id, roots }: Slice,
  { team_id }: Workspace,
): Promise<Channel | undefined> {
  try {
    return await (await openChannels(context)).find(id);
  } catch (error) {
    const ref = pickRef.safeParse(roots.find((root) => root.id === id)?.ref);
    const wasPublic = ref.success && ref.data.public && ref.data.team === team_id;
    if (slackCode(error) === 'channel_not_found' && wasPublic) return undefined;
    throw error;
  }
}

interface Position {
  readonly since: string | undefined;
  readonly before: string;
  readonly newest: string | undefined;
  readonly isLimited: boolean;
}

function startOf(cursor: Cursor | null, { lookBackDays }: Settings): Position {
  if (cursor?.phase === 'listing') {
    const { since, before, newest, limited } = cursor;
    return { since, before, newest, isLimited: limited === true };
  }
  const newest = cursor?.newest;
  const since = newest === undefined ? undefined : daysBefore(newest, lookBackDays);
  return { since, before: endOfTime, newest: undefined, isLimited: false };
}

function toListing({ since, before, isLimited }: Position, newest: string): Listing {
  return {
    phase: 'listing',
    ...(since !== undefined && { since }),
    before,
    newest,
    ...(isLimited && { limited: true }),
  };
}

/** The look-back begins before the newest message that was there. When nothing is there any more, only all of the channel tells what happened. */
function checkWindow({ since }: Position, newest: string | undefined): void {
  if (since === undefined || newest !== undefined) return;
  throw new SourceError('cursor-expired', 'Nothing is left of the time that was to be looked at again', {
    remedy: 'Nothing to do: the channel is read from the beginning.',
  });
}

/** The first alias behind a message and its files (whose aliases are its own with `:` and an id). */
function after(ts: string): string {
  return `${ts};`;
}

/** What a page says. Texts come along where history has all of them, unless the store has the same already. */
async function toDocuments(
  context: Context<Settings>,
  messages: readonly Message[],
  place: ThreadPlace,
): Promise<Document[]> {
  const { settings } = context;
  const roots = messages.filter((message) => isThread(message, settings));
  const known = await context.known(roots.map(({ ts }) => threadId(place.channel, ts)));
  const pairs = roots.map((root) => ({ root, document: toThreadDocument(root, place) }));
  const isFresh = ({ root, document }: (typeof pairs)[number]) => {
    const version = known.get(document.id)?.version;
    return replyCount(root) === 0 && !hadReplies(version) && version !== document.version;
  };
  const fresh = pairs.filter(isFresh).map(({ root }) => root);
  const names = fresh.length > 0 ? await namesFor(context, fresh) : undefined;
  return pairs.flatMap(({ root, document }) => {
    const body = names && isFresh({ root, document }) ? renderThread(root, [], { names, bots: true }) : undefined;
    const thread = body === undefined ? document : { ...document, body };
    return settings.files ? [thread, ...rootFiles(root, place.channel)] : [thread];
  });
}
