import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

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
  /** With names in lower case; all of them are signed. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: none. */
  readonly body?: string;
  readonly keys: SigningKeys;
  /** In the scope of the signature, as the store names it. */
  readonly service: string;
  readonly region: string;
  /** Milliseconds since 1970, by the store's clock: it refuses what is more than 15 minutes off. */
  readonly now: number;
  /** Derived keys of earlier signatures. Absent: they are derived again. */
  readonly derived?: Map<string, KeyObject>;
}

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * Signature Version 4: the headers to send. Without waiting, so that the request leaves before whoever made it goes on
 * with other work. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signRequest(options: SignatureOptions): Record<string, string> {
  const { method, url, headers, body = '', keys, service, region, now } = options;
  const { host, pathname, search } = new URL(url);
  const time = new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, '');
  const sent: Record<string, string> = {
    'x-amz-content-sha256': hash('sha256', body),
    ...headers,
    'x-amz-date': time,
    ...(keys.sessionToken !== undefined && { 'x-amz-security-token': keys.sessionToken }),
  };
  const signed = Object.entries({ ...sent, host }).sort(compareNames);
  const names = signed.map(([name]) => name).join(';');
  const canonical = [
    method,
    pathname,
    canonicalQuery(search),
    ...signed.map(([name, value]) => `${name}:${value.trim().replace(/\s+/g, ' ')}`),
    '',
    names,
    sent['x-amz-content-sha256'],
  ].join('\n');
  const date = time.slice(0, 8);
  const scope = `${date}/${region}/${service}/aws4_request`;
  const signature = createHmac('sha256', derivedKey(options, date))
    .update(`${algorithm}\n${time}\n${scope}\n${hash('sha256', canonical)}`)
    .digest('hex');
  const authorization = `${algorithm} Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...sent, authorization };
}

/** By name, whatever follows it: `list=` comes before `list-type=`. */
function canonicalQuery(search: string): string {
  if (search === '') return '';
  const pairs = search
    .slice(1)
    .split('&')
    .map((pair): [string, string] => {
      const [name = '', value = ''] = pair.split('=');
      return [name, value];
    });
  return pairs
    .sort(compareNames)
    .map((pair) => pair.join('='))
    .join('&');
}

function compareNames([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : 1;
}

/** One for a day, region and service. As an object, because Node makes one of bytes for each signature, at the cost of five. */
function derivedKey({ keys, region, service, derived }: SignatureOptions, date: string): KeyObject {
  const parts = [date, region, service, 'aws4_request'];
  const name = [keys.secretAccessKey, ...parts].join();
  const known = derived?.get(name);
  if (known) return known;
  const start = Buffer.from(`AWS4${keys.secretAccessKey}`);
  const key = createSecretKey(
    parts.reduce((secret, part) => createHmac('sha256', secret).update(part).digest(), start),
  );
  derived?.set(name, key);
  return key;
}
