import { type Context, describeError, type Fetched, SourceError, type Wanted } from '@acequia/core/contract';
import { openSlack } from './client.ts';
import { parseId } from './document-id.ts';
import { downloadFile } from './download-file.ts';
import { namesFor } from './names.ts';
import { renderThread } from './render-thread.ts';
import { readThread } from './replies.ts';
import type { Settings } from './settings.ts';
import { replyFiles } from './thread.ts';

/** The content of threads (with the files of their replies) and of files. */
export async function* fetchContent(context: Context<Settings>, wanted: readonly Wanted[]): AsyncGenerator<Fetched> {
  for (const one of wanted) yield await fetchOne(context, one);
}

async function fetchOne(context: Context<Settings>, { id, storedVersion }: Wanted): Promise<Fetched> {
  try {
    const named = parseId(id);
    if (named?.kind === 'file') return { id, ...(await downloadFile(context, named.file)) };
    if (named?.kind === 'thread')
      return await fetchThread(context, { ...named, id, isStored: storedVersion !== undefined });
    throw new SourceError('not-found', `"${id}" is not a thread or file of Slack`);
  } catch (error) {
    const described = describeError(error);
    if (!isOfThisOne(described.kind)) throw error;
    return { id, error: described };
  }
}

/** Other errors are the same for whatever is asked for next. */
function isOfThisOne(kind: string): boolean {
  return kind !== 'auth' && kind !== 'rate-limited' && kind !== 'internal';
}

interface WantedThread {
  readonly id: string;
  readonly channel: string;
  readonly ts: string;
  /** The store has an earlier state of it, perhaps with files that are gone since. */
  readonly isStored: boolean;
}

async function fetchThread(context: Context<Settings>, { id, channel, ts, isStored }: WantedThread): Promise<Fetched> {
  const { bots, files } = context.settings;
  const { root, replies } = await readThread(openSlack(context), channel, ts);
  const names = await namesFor(context, [root, ...replies]);
  const children = files ? replyFiles(root, replies, channel) : [];
  return {
    id,
    body: renderThread(root, replies, { names, bots }),
    mime: 'text/markdown',
    ...((children.length > 0 || isStored) && { children }),
  };
}
