import { type Check, type Context, describeError, SourceError } from '@acequia/core/contract';
import { addressRemedy } from './address-remedy.ts';
import { openClient, type WebDav } from './client.ts';
import type { Entry, Listing } from './listing.ts';
import { isSelected } from './selection.ts';
import type { Settings } from './settings.ts';

/**
 * Checks `address` (does it speak WebDAV), `credentials` (are they accepted), `folder` (is it one, may it be listed) and
 * `content` (may a file in it be read).
 */
export async function validate(context: Context<Settings>): Promise<Check[]> {
  const client = openClient(context);
  const { settings } = context;
  let listing: Listing;
  try {
    listing = await client.list('', 1, { cloud: true, feed: true });
  } catch (error) {
    return [failedRoot(error)];
  }
  const { self, members } = listing;
  const checks: Check[] = [
    { name: 'address', ok: true, message: describeServer(listing) },
    { name: 'credentials', ok: true, message: 'The server accepts them' },
  ];
  if (self && !self.collection) {
    const remedy = 'Give the address of the folder that it is in.';
    return [...checks, { name: 'folder', ok: false, message: 'The address is that of a file', remedy }];
  }
  const read = members.filter(({ path }) => isSelected(settings, path));
  const message =
    read.length > 0
      ? `The folder holds ${read.length} files and folders`
      : 'Nothing in the folder would be read. If that is a surprise, check the address';
  const file = read.find(({ resource }) => !resource.collection);
  return [...checks, { name: 'folder', ok: true, message }, ...(file ? [await checkContent(client, file)] : [])];
}

async function checkContent(client: WebDav, { path }: Entry): Promise<Check> {
  try {
    const answer = await client.download(path, true);
    await answer.discard();
    return { name: 'content', ok: true, message: 'Files can be read' };
  } catch (error) {
    return failedCheck('content', error);
  }
}

function describeServer({ self, members }: Listing): string {
  const cloud = [self, ...members.map(({ resource }) => resource)].some((one) => one?.fileId !== undefined);
  const ids = cloud ? 'files keep their identity when they are moved' : 'files are known by their paths';
  return `It speaks WebDAV; ${ids}${self?.syncToken === undefined ? '' : ', and it tells what changed'}`;
}

function failedRoot(error: unknown): Check {
  const { kind, message } = describeError(error);
  if (kind === 'auth') return failedCheck('credentials', error);
  if (kind === 'forbidden') return failedCheck('folder', error);
  if (kind === 'not-found') return { name: 'address', ok: false, message, remedy: addressRemedy };
  return failedCheck('address', error);
}

function failedCheck(name: string, error: unknown): Check {
  if (!SourceError.isInstance(error)) throw error;
  return { name, ok: false, message: error.message, remedy: error.hint ?? 'Check the address and the network.' };
}
