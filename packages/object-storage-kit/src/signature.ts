import { hash } from 'node:crypto';
import aws4 from 'aws4';

/** Keys that requests are signed with. */
export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Comes with keys that expire. */
  readonly sessionToken?: string;
}

/** What is signed, and for whom. */
export interface SignatureOptions {
  readonly method: string;
  /** Encoded as it will be sent, and as `encodeKey` and `encodeParameters` do it. Of other services than stores: with the path `/`. */
  readonly url: string;
  /** With names in lower case; all of them but `range` are signed. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: none. */
  readonly body?: string;
  readonly keys: SigningKeys;
  /** In the scope of the signature, as the store names it. */
  readonly service: string;
  readonly region: string;
  /** Milliseconds since 1970, by the store's clock: it refuses what is more than 15 minutes off. */
  readonly now: number;
}

/** The client sends these by itself, with the values that were signed. */
const sentAnyway = new Set(['host', 'content-length']);

/**
 * Signature Version 4: the headers to send. Without waiting, so that the request leaves before whoever made it goes on
 * with other work. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signRequest(options: SignatureOptions): Record<string, string> {
  const { method, url, headers, body, keys, service, region, now } = options;
  const { host, pathname, search } = new URL(url);
  const signed = aws4.sign(
    {
      ...{ method, host, path: pathname + search, service, region },
      ...(body !== undefined && { body }),
      headers: {
        'x-amz-content-sha256': hash('sha256', body ?? ''),
        ...headers,
        'x-amz-date': new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ''),
      },
    },
    keys,
  );
  const named = Object.entries(signed.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  return Object.fromEntries(named.filter(([name]) => !sentAnyway.has(name)));
}
