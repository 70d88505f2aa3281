import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FakeRequest } from '@acequia/testkit';

/** Keys that may sign. */
export interface FakeKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What the signature says that the request is for. */
export interface Scope {
  readonly region: string;
  readonly service: string;
  readonly keys: FakeKeys;
}

export type Verdict = { readonly scope: Scope } | { readonly code: string; readonly message: string };

const hex = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Uint8Array, text: string) => createHmac('sha256', key).update(text).digest();

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

const header =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/;

/**
 * Signature Version 4 as a strict store checks it: every `x-amz-*` header and the host are signed, the digest is that of
 * the content, the time is within 15 minutes. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySignature(request: FakeRequest, keys: readonly FakeKeys[], now: number): Verdict {
  const { headers } = request;
  const parts = header.exec(headers.authorization ?? '');
  if (!parts) return refuse('AccessDenied', 'The request is not signed.');
  const [, accessKeyId, date = '', region = '', service = '', signedHeaders = '', signature = ''] = parts;
  const known = keys.find((one) => one.accessKeyId === accessKeyId);
  if (!known) return refuse('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  const at = headers['x-amz-date'] ?? '';
  const time = Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(time - now) <= 15 * 60_000) || !at.startsWith(date)) {
    return refuse('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.');
  }
  if (headers['x-amz-security-token'] !== known.sessionToken) {
    return refuse('InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
  const signed = signedHeaders.split(';');
  const needed = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  const unsigned = needed.find((name) => !signed.includes(name));
  if (unsigned !== undefined)
    return refuse('AccessDenied', `There were headers present which were not signed: ${unsigned}`);
  const digest = hex(request.body);
  if (service === 's3' && headers['x-amz-content-sha256'] !== digest) {
    return refuse('XAmzContentSHA256Mismatch', 'The provided x-amz-content-sha256 header is not that of the content.');
  }
  const query = Object.entries(request.query)
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const canonical = [
    request.method,
    request.path,
    query.map((pair) => pair.join('=')).join('&'),
    ...signed.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders,
    digest,
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${known.secretAccessKey}`);
  const wanted = hmac(key, ['AWS4-HMAC-SHA256', at, scope, hex(canonical)].join('\n'));
  if (timingSafeEqual(wanted, Buffer.from(signature, 'hex'))) return { scope: { region, service, keys: known } };
  return refuse(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided.',
  );
}

function refuse(code: string, message: string): Verdict {
  return { code, message };
}
