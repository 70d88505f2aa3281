import { createHash } from 'node:crypto';
import { type Context, errorFrom, type HttpRequest, type HttpResponse, SourceError } from '@acequia/core/contract';
import { type Address, addressIn, namesOf } from './address.ts';
import { addressRemedy } from './address-remedy.ts';
import { type ChangeReport, toChangeReport } from './change-report.ts';
import { type Listing, toListing } from './listing.ts';
import type { DavResponse } from './multistatus.ts';
import { openAnswer } from './open-answer.ts';
import { parseHttpDate } from './parse-http-date.ts';
import type { Path } from './path.ts';
import { readConditions, readMultistatus } from './read-xml.ts';
import { changesBody, type PropertyChoice, propfindBody } from './requests.ts';
import type { Settings } from './settings.ts';

/** What can be asked of a WebDAV server. Everything throws a SourceError. */
export interface WebDav {
  readonly address: Address;
  /**
   * A folder and what lies directly in it (depth 1), or a file or folder alone (depth 0). One request.
   *
   * @param isKnown whether a listing with this digest was told before: then what it says is not read again
   */
  list(
    path: Path,
    depth: 0 | 1,
    choice: PropertyChoice,
    isKnown?: (digest: string) => Promise<boolean>,
  ): Promise<Listing>;
  /** Everything below a folder, as it arrives; undefined when the server refuses such listings. One request. */
  listAll(path: Path): Promise<Everything | undefined>;
  /** A page of what changed below a folder since the token; undefined when the server has no such report. Throws `cursor-expired`. */
  changes(path: Path, token: string): Promise<ChangeReport | undefined>;
  /** A file's content, not yet read; `range`: only its first byte. */
  download(path: Path, range?: true): Promise<HttpResponse>;
}

/** An answer that is being read. */
export interface Everything {
  /** Names in the address that answered. */
  readonly names: readonly string[];
  readonly answeredAt: number | undefined;
  readonly responses: AsyncGenerator<readonly DavResponse[], string | undefined>;
}

/** A listing of half a million files. */
const maxListing = 256 * 1024 * 1024;
/** The host ends what is over the limit of the data source. */
const maxFile = 2 ** 40;
const xml = { 'content-type': 'application/xml; charset=utf-8', accept: 'application/xml, text/xml' };
/** What servers say that know neither the method nor WebDAV at the address, or of a file as if it were a folder. */
const strangers = [400, 405, 409, 415, 422, 501];

/** https://httpd.apache.org/docs/2.4/mod/mod_dir.html#directoryindex */
const indexPages = 'Apache does not list folders that have an index page, unless it is told `DirectoryIndex disabled`.';

export function openClient({ http, settings }: Pick<Context<Settings>, 'http' | 'settings'>): WebDav {
  const address = addressIn(settings);

  async function ask(path: Path, request: HttpRequest): Promise<HttpResponse> {
    const { accept = [] } = request;
    const answer = await http.request({ ...request, maxBytes: maxListing, accept: [...accept, ...strangers] });
    if (answer.status < 400 || accept.includes(answer.status)) return answer;
    await answer.discard();
    throw path === '' ? noWebDav(answer.status) : noListing(answer.status);
  }

  return {
    address,

    async list(path, depth, choice, isKnown) {
      const answer = await ask(path, {
        method: 'PROPFIND',
        url: address.of(path, depth === 1),
        headers: { ...xml, depth: String(depth) },
        body: propfindBody(choice),
      });
      const opened = await openAnswer(answer);
      const names = namesOf(answer.url);
      const digest = isKnown && opened.whole && digestOf(names, opened.whole);
      const isUnchanged = digest !== undefined && (await isKnown?.(digest)) === true;
      const { responses } = isUnchanged ? { responses: [] } : await collect(readMultistatus(opened));
      const listing = toListing(responses, { path, names }, parseHttpDate(answer.headers.date));
      const own = listing.broken.find((one) => one.path === path);
      if (own) throw errorFrom(own.error);
      return { ...listing, digest, isUnchanged };
    },

    async listAll(path) {
      const refusals = [400, 403, 405, 409, 422, 501, 507];
      const answer = await ask(path, {
        method: 'PROPFIND',
        url: address.of(path, true),
        headers: { ...xml, depth: 'infinity' },
        body: propfindBody({ cloud: true, feed: true }),
        accept: refusals,
      });
      const { headers, url } = answer;
      if (answer.status < 400) {
        return {
          names: namesOf(url),
          answeredAt: parseHttpDate(headers.date),
          responses: readMultistatus(await openAnswer(answer)),
        };
      }
      await answer.discard();
      return undefined;
    },

    async changes(path, token) {
      const answer = await ask(path, {
        method: 'REPORT',
        url: address.of(path, true),
        headers: { ...xml, depth: '0' },
        body: changesBody(token),
        accept: [400, 403, 404, 405, 409, 410, 412, 415, 422, 501],
      });
      if (answer.status < 400) {
        const { responses, ending } = await collect(readMultistatus(await openAnswer(answer)));
        const asked = { path, names: namesOf(answer.url) };
        return toChangeReport(responses, ending, asked, parseHttpDate(answer.headers.date));
      }
      const conditions = await readConditions(answer);
      if (conditions.includes('d:valid-sync-token') || answer.status === 410 || answer.status === 412) {
        throw new SourceError('cursor-expired', 'The server no longer knows what it looked like at the last sync');
      }
      return undefined;
    },

    download: (path, range) =>
      http.request({
        url: address.of(path),
        // As it is stored: then its length can be checked.
        headers: { 'accept-encoding': 'identity', ...(range && { range: 'bytes=0-0' }) },
        ...(range && { accept: [416] }),
        maxBytes: maxFile,
      }),
  };
}

function noWebDav(status: number): SourceError {
  return new SourceError('bad-settings', `The server does not speak WebDAV at this address (status ${status})`, {
    remedy: `${addressRemedy} ${indexPages}`,
  });
}

/** Below the address it is a matter of one folder. */
function noListing(status: number): SourceError {
  return new SourceError('forbidden', `The server does not list it (status ${status})`, { remedy: indexPages });
}

/** Of what a server answered about a folder, byte for byte, and of the address that it answered from. */
function digestOf(names: readonly string[], bytes: Uint8Array): string {
  return createHash('sha256').update(JSON.stringify(names)).update(bytes).digest('base64url');
}

async function collect<R>(
  stream: AsyncGenerator<readonly DavResponse[], R>,
): Promise<{ readonly responses: DavResponse[]; readonly ending: R }> {
  const responses: DavResponse[] = [];
  for (;;) {
    const next = await stream.next();
    if (next.done) return { responses, ending: next.value };
    for (const response of next.value) responses.push(response);
  }
}
