import {
  type Context,
  describeError,
  type Fetched,
  type HttpResponse,
  SourceError,
  type Wanted,
} from '@acequia/core/contract';
import { namesOf } from './address.ts';
import { openClient, type WebDav } from './client.ts';
import { endsSync } from './is-removed.ts';
import { wantedPath } from './path-id.ts';
import type { Settings } from './settings.ts';

const longest = 1024 * 1024;

/** The bytes of files; of long ones as they arrive. */
export async function* fetchContent(context: Context<Settings>, wanted: readonly Wanted[]): AsyncGenerator<Fetched> {
  const client = openClient(context);
  for (const one of wanted) yield await fetchOne(client, one);
}

async function fetchOne(client: WebDav, wanted: Wanted): Promise<Fetched> {
  const { id, mime: listed } = wanted;
  const path = wantedPath(wanted);
  try {
    if (path === undefined) throw new SourceError('not-found', `"${id}" is not a file of this source`);
    const answer = await client.download(path);
    const mime = answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    if (isFolder(answer, client.address.of(path))) {
      await answer.discard();
      throw new SourceError('forbidden', 'The server lists it as a file, but it is a folder', {
        remedy:
          'It may be a symbolic link, which lighttpd shows so: leave it out, or give the address that it leads to.',
      });
    }
    if (isPage(answer, mime, wanted, client.address.of(path))) {
      await answer.discard();
      throw new SourceError('forbidden', 'The server gave a web page instead of the file', {
        remedy: 'Check that the account may read it: this looks like a login page.',
      });
    }
    if (isCut(answer, wanted.size)) {
      await answer.discard();
      throw cutOff(answer.headers['content-length'], wanted.size);
    }
    const body = isShort(answer) ? await answer.bytes() : wholeFile(answer, wanted.size);
    return { id, body, ...(listed ? { mime: listed } : mime && { mime }) };
  } catch (error) {
    if (endsSync(error)) throw error;
    return { id, error: describeError(error) };
  }
}

/** Whether it was led on to the same address with a slash at the end. */
function isFolder({ url }: HttpResponse, asked: string): boolean {
  return url.endsWith('/') && namesOf(url).join('/') === namesOf(asked).join('/');
}

/**
 * Whether less comes than was listed: the file as it was before it grew. lighttpd knows a length for a second.
 * https://redmine.lighttpd.net/projects/lighttpd/wiki/Server_stat-cache-engineDetails
 */
function isCut({ headers }: HttpResponse, listed: number | undefined): boolean {
  const { 'content-length': length, 'content-encoding': encoding = 'identity' } = headers;
  return length !== undefined && listed !== undefined && encoding === 'identity' && Number(length) < listed;
}

/** A page where something else was listed, from another address or of another length. */
function isPage({ headers, url }: HttpResponse, mime: string | undefined, wanted: Wanted, asked: string): boolean {
  if (mime !== 'text/html' || wanted.mime === undefined || wanted.mime === mime) return false;
  const isElsewhere = namesOf(url).join('/') !== namesOf(asked).join('/');
  return isElsewhere || (wanted.size !== undefined && Number(headers['content-length']) !== wanted.size);
}

/** Whether it is read at once, which costs less than a stream; of a coded content the length says nothing. */
function isShort({ headers }: HttpResponse): boolean {
  return Number(headers['content-length']) <= longest && headers['content-encoding'] === undefined;
}

/** Where the server does not say how long its answer is, it is whole only with the length that was listed. */
async function* wholeFile(answer: HttpResponse, listed: number | undefined): AsyncGenerator<Uint8Array> {
  let received = 0;
  for await (const chunk of answer.stream()) {
    received += chunk.byteLength;
    yield chunk;
  }
  const { 'content-length': length, 'content-encoding': encoding = 'identity' } = answer.headers;
  const expected = length !== undefined && encoding === 'identity' ? Number(length) : listed;
  if (expected === undefined || expected === received) return;
  throw cutOff(received, expected);
}

function cutOff(received: number | string | undefined, expected: number | undefined): SourceError {
  return new SourceError('transient', `${received} of ${expected} bytes came`, {
    remedy: 'It is tried again: the answer was cut off, or the file changed.',
  });
}
