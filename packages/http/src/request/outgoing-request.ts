import { type HttpRequest, SourceError } from '@acequia/core';
import { encodeQuery } from './encode-query.ts';
import type { TargetParser } from './target-parser.ts';

/** A request as it goes out, apart from credentials. */
export interface OutgoingRequest {
  readonly method: string;
  readonly origin: string;
  /** With the query, encoded. */
  readonly path: string;
  /** Names (lower case) and values in turn. */
  readonly headers: readonly string[];
  readonly body: string | Uint8Array | undefined;
}

/** What the connection itself decides. */
const reserved = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Checks and encodes. Throws `bad-settings` for an address that can't be used, `internal` for a request that nobody should make. */
export function prepareRequest(request: HttpRequest, targets: TargetParser): OutgoingRequest {
  const { origin, path } = targets.parse(request.url);
  const query = request.query === undefined ? '' : encodeQuery(request.query);
  const method = request.method ?? 'GET';
  if (method === 'CONNECT' || method === 'TRACE')
    throw new SourceError('internal', `The method ${method} is not for connectors`);
  const headers = request.headers === undefined ? [] : requestHeaders(request.headers, origin);
  let body = request.body;
  if (request.json !== undefined) {
    if (body !== undefined) throw new SourceError('internal', 'A request has either `json` or `body`, not both');
    body = JSON.stringify(request.json);
    if (!hasHeader(headers, 'content-type')) headers.push('content-type', 'application/json');
  }
  return { method, origin, path: query === '' ? path : addQuery(path, query), headers, body };
}

export function hasHeader(headers: readonly string[], name: string): boolean {
  for (let index = 0; index < headers.length; index += 2) if (headers[index] === name) return true;
  return false;
}

function addQuery(path: string, query: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

function requestHeaders(given: Readonly<Record<string, string>>, origin: string): string[] {
  const headers: string[] = [];
  for (const name of Object.keys(given)) {
    const lower = name.toLowerCase();
    const value = given[name];
    if (value === undefined || (lower === 'host' && origin.endsWith(`//${value}`))) continue;
    if (lower === 'host' || reserved.has(lower))
      throw new SourceError('internal', `The header "${lower}" is not a connector's to set`);
    headers.push(lower, value);
  }
  return headers;
}
