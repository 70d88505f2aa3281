import type { ErrorDescription } from '@acequia/core/contract';
import type { DavResponse } from './multistatus.ts';
import { parseHttpDate } from './parse-http-date.ts';

/** What servers say of every file or folder, whatever it is. */
const noTypes = new Set(['httpd/unix-directory', 'text/xml', 'application/xml']);

/** What a server says of one file or folder. */
export interface Resource {
  readonly collection: boolean;
  /** As written, without the mark of weakness. */
  readonly etag?: string;
  readonly weak: boolean;
  readonly size?: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt?: number;
  readonly mime?: string;
  /** Nextcloud, ownCloud: stays when the file is moved. https://docs.nextcloud.com/server/latest/developer_manual/client_apis/WebDAV/basic.html */
  readonly fileId?: string;
  /** Nextcloud, ownCloud: `SHA1:...`, only where the client that uploaded it gave it. */
  readonly checksum?: string;
  /** Nextcloud, ownCloud: display name. */
  readonly owner?: string;
  /** Of a folder whose changes can be asked for. https://www.rfc-editor.org/rfc/rfc6578 */
  readonly syncToken?: string;
}

/** The resource of a response, or why the server could not say what it is. */
export function toResource(response: DavResponse): Resource | { readonly error: ErrorDescription } {
  const { href, status, properties, collection, refused, reportsChanges } = response;
  if (status !== undefined && status >= 300) return { error: itemError(status) };
  if (properties.size === 0 && refused.length > 0 && refused.some((one) => one !== 404)) {
    return { error: itemError(refused.find((one) => one !== 404) ?? 0) };
  }
  const text = (name: string) => properties.get(name) || undefined;
  const given = text('d:getetag');
  const etag = given?.replace(/^W\//i, '');
  return {
    collection: collection ?? href.endsWith('/'),
    weak: given !== etag,
    etag: etag?.replace(/"/g, '') ? etag : undefined,
    size: parseSize(text('d:getcontentlength')),
    modifiedAt: parseHttpDate(text('d:getlastmodified')),
    mime: parseMime(text('d:getcontenttype')),
    fileId: text('oc:fileid'),
    checksum: text('oc:checksums')?.split(/\s+/)[0],
    owner: text('oc:owner-display-name'),
    syncToken: reportsChanges === false ? undefined : text('d:sync-token'),
  };
}

/** A refusal of one item says nothing about the others: never `auth`, which would end the sync. */
function itemError(status: number): ErrorDescription {
  const message = `The server lists it with status ${status || 'unknown'}`;
  if (status === 401 || status === 403) return { kind: 'forbidden', message, remedy: 'Give the account access to it.' };
  if (status === 404 || status === 410) return { kind: 'not-found', message };
  if (status >= 500 || status === 423 || status === 429) return { kind: 'transient', message };
  return { kind: 'bad-response', message };
}

/**
 * Undefined for XML too, which is what mod_dav_svn says of every file without `svn:mime-type`: the type of its own answer.
 * What a file is told with when it is read is right. https://svn.apache.org/repos/asf/subversion/trunk/subversion/mod_dav_svn/liveprops.c
 */
function parseMime(text: string | undefined): string | undefined {
  const mime = text?.split(';')[0]?.trim().toLowerCase();
  if (!mime || !/^[\w.+-]+\/[\w.+-]+$/.test(mime)) return undefined;
  return noTypes.has(mime) ? undefined : mime;
}

function parseSize(text: string | undefined): number | undefined {
  const size = text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  return size !== undefined && Number.isSafeInteger(size) ? size : undefined;
}
