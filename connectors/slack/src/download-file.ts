import { type Context, type Fetched, type HttpResponse, SourceError } from '@acequia/core/contract';
import { z } from 'zod';
import { openSlack } from './client.ts';
import { existingFiles, file, type SlackFile } from './file.ts';
import { createOnce } from './once.ts';
import type { Settings } from './settings.ts';
import { identity } from './workspace.ts';

const single = z.object({ file });

/** What Slack says of a file now. Throws `gone` when it says that it was deleted. https://docs.slack.dev/reference/methods/files.info */
export async function findFile(context: Context<Settings>, id: string): Promise<SlackFile> {
  const { file: found } = await openSlack(context).call('files.info', { file: id }, single);
  if (existingFiles([found]).length === 0) throw new SourceError('gone', `files.info: the file ${id} was deleted`);
  return found;
}

/**
 * The bytes of a file. Its address is asked for first: messages lack it for files of other organisations, and only
 * `files.info` tells a deleted file from one that may not be read. Throws `unsupported` for what Slack only links to.
 */
export async function downloadFile(
  context: Context<Settings>,
  id: string,
): Promise<Omit<Extract<Fetched, { body: unknown }>, 'id'>> {
  const found = await findFile(context, id);
  const url = URL.parse(found.url_private_download ?? found.url_private ?? '');
  if (!url || !isOfSlack(url, context.settings.domain)) {
    throw new SourceError('unsupported', `The file is not kept by Slack (${found.mode ?? 'external'})`, {
      remedy: 'Add the place where it is kept as a data source of its own.',
    });
  }
  const response = await context.http.request({ url, bucket: 'files' });
  const mime = response.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (isLoginPage(response, mime, found)) {
    await response.discard();
    throw await explainLoginPage(context, found);
  }
  return {
    body: wholeFile(response, found),
    ...(found.mimetype ? { mime: found.mimetype } : mime !== undefined && { mime }),
  };
}

/** Slack says the size of what was uploaded: less than that is a broken answer, also when the connection ended in order. */
async function* wholeFile(response: HttpResponse, { id, mode, size }: SlackFile): AsyncGenerator<Uint8Array> {
  let received = 0;
  for await (const chunk of response.stream()) {
    received += chunk.byteLength;
    yield chunk;
  }
  if (mode !== 'hosted' || size === undefined || received === size) return;
  throw new SourceError('bad-response', `The file ${id} came with ${received} of ${size} bytes`, {
    remedy: 'It is tried again.',
  });
}

/** The token is for Slack only. */
function isOfSlack({ protocol, hostname }: URL, domain: string): boolean {
  return protocol === 'https:' && (hostname === domain || hostname.endsWith(`.${domain}`));
}

/**
 * Who may not read a file gets a login page with status 200. A canvas is HTML too, under a type of its own.
 * https://docs.slack.dev/reference/objects/file-object
 */
function isLoginPage({ url }: HttpResponse, mime: string | undefined, { mimetype }: SlackFile): boolean {
  const mayBePage = mimetype === 'text/html' || mimetype === 'application/vnd.slack-docs';
  return /\/(?:signin|workspace-signin|login)\b/.test(new URL(url).pathname) || (mime === 'text/html' && !mayBePage);
}

/** It says nothing about why: the Web API tells a token that is refused from one that may not read files. Asked once per sync. */
async function explainLoginPage(context: Context<Settings>, { id, name = id }: SlackFile): Promise<SourceError> {
  const asked = await context.share('login page', async () => createOnce<unknown>());
  await asked.get(() => openSlack(context).call('auth.test', {}, identity));
  return new SourceError('forbidden', `Slack gave a login page instead of the file ${name}`, {
    remedy: 'Add files:read under OAuth & Permissions of the Slack app, and install it to the workspace again.',
  });
}
