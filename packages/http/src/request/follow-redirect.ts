import { SourceError } from '@acequia/core';
import type { Redactor } from '../redaction/redactor.ts';
import type { OutgoingRequest } from './outgoing-request.ts';
import { checkProtocol } from './target-parser.ts';

/**
 * What may travel to another origin. A list of the harmless instead of the known credentials: those have too many names
 * (`x-api-key`, `private-token`, `x-amz-security-token` ...).
 */
const harmless = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-type',
  'depth',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'prefer',
  'range',
  'user-agent',
]);

export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/** The request to send next. https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
export function followRedirect(
  from: OutgoingRequest,
  status: number,
  location: string,
  redactor: Redactor,
): OutgoingRequest {
  const url = URL.parse(location, from.origin + from.path);
  if (url === null) {
    throw new SourceError('bad-response', `${from.origin} redirects to an address that is not valid`);
  }
  checkProtocol(url);
  const elsewhere = url.origin !== from.origin;
  const rewritten =
    (status === 303 && from.method !== 'GET' && from.method !== 'HEAD') ||
    ((status === 301 || status === 302) && from.method === 'POST');
  if (elsewhere && !rewritten && from.body !== undefined) {
    throw new SourceError(
      'bad-response',
      `${from.origin} redirects a request with content to ${redactor.text(url.origin)}`,
      {
        remedy: `If that is right, put ${url.origin} into the settings: content is not sent on to another origin.`,
      },
    );
  }
  const headers: string[] = [];
  for (let index = 0; index < from.headers.length; index += 2) {
    const name = from.headers[index] ?? '';
    if ((elsewhere && !harmless.has(name)) || (rewritten && name.startsWith('content-'))) continue;
    headers.push(name, from.headers[index + 1] ?? '');
  }
  return {
    method: rewritten ? 'GET' : from.method,
    origin: url.origin,
    path: url.pathname + url.search,
    headers,
    body: rewritten ? undefined : from.body,
  };
}
