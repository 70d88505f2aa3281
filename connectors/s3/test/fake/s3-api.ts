import type { FakeAnswer, FakeRequest, FakeRoute, PageTokens } from '@acequia/testkit';
import type { FakeBucket } from './fake-bucket.ts';
import { listObjects } from './list-objects.ts';
import type { S3Policy } from './s3-policy.ts';
import { errorAnswer } from './s3-xml.ts';
import { type FakeKeys, verifySignature } from './verify-signature.ts';

export interface S3ApiOptions {
  readonly name: string;
  readonly bucket: FakeBucket;
  readonly policy: S3Policy;
  readonly tokens: PageTokens<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly keys: () => readonly FakeKeys[];
}

/** The part of S3 that reads, path style. */
export function createS3Api(options: S3ApiOptions): FakeRoute[] {
  const { name, bucket, policy, tokens } = options;
  const list = guarded(options, ({ query, headers }) => {
    if (policy.unlisted.has(query.prefix ?? '')) return errorAnswer(403, 'AccessDenied', 'Access Denied');
    const tellRestores = headers['x-amz-optional-object-attributes'] === 'RestoreStatus';
    return listObjects({ name, bucket, policy, tokens, tellRestores }, query);
  });
  const read = guarded(options, (request) => getObject(options, request));
  return [
    {
      route: 'GET /:bucket',
      kind: ({ query }) => {
        if ('delimiter' in query) return 'containers';
        return query['max-keys'] === '1' ? 'document' : 'listing';
      },
      answer: list,
    },
    { route: 'GET /:bucket/*key', kind: 'content', answer: read },
    { route: 'HEAD /:bucket/*key', kind: 'document', answer: read },
  ];
}

/** The code of AWS with its words, and that of Ceph 16.2.15 with its. */
const encryptedTexts = {
  InvalidRequest:
    'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
  InvalidArgument:
    'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
};

function getObject({ bucket, policy }: S3ApiOptions, { method, params, headers }: FakeRequest): FakeAnswer {
  const { key = '' } = params;
  if (policy.forbidden.has(key)) return errorAnswer(403, 'AccessDenied', 'Access Denied');
  const object = bucket.get(key);
  if (!object) {
    const marker = policy.versioned && bucket.isDeleted(key);
    const more = marker ? { headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'marker' } } : {};
    return errorAnswer(404, 'NoSuchKey', 'The specified key does not exist.', more);
  }
  if (policy.encrypted.has(key)) return errorAnswer(400, policy.encryption, encryptedTexts[policy.encryption]);
  const restored = policy.restored.has(key);
  if (object.storageClass === 'GLACIER' && method === 'GET' && !restored) {
    return errorAnswer(403, 'InvalidObjectState', "The operation is not valid for the object's storage class");
  }
  const described = {
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.modifiedAt).toUTCString(),
    'x-amz-version-id': object.versionId,
    'content-type': object.mime,
    ...(object.contentEncoding !== undefined && { 'content-encoding': object.contentEncoding }),
    ...(restored && { 'x-amz-restore': 'ongoing-request="false", expiry-date="Fri, 21 Dec 2035 00:00:00 GMT"' }),
    ...(object.storageClass !== 'STANDARD' && { 'x-amz-storage-class': object.storageClass }),
  };
  if (headers['if-none-match'] === described.etag) return { status: 304, headers: described };
  if (headers.range === 'bytes=0-0') return { status: 206, headers: described, body: object.body.subarray(0, 1) };
  return { headers: described, body: object.body };
}

/** Everything that is looked at before the object is. */
function guarded(
  options: S3ApiOptions,
  answer: (request: FakeRequest) => FakeAnswer,
): (request: FakeRequest) => FakeAnswer {
  return (request) => {
    const { headers, ...rest } = refusalOf(options, request) ?? answer(request);
    const date = new Date(options.now() + options.policy.clockAhead).toUTCString();
    return { ...rest, headers: { date, ...headers } };
  };
}

function refusalOf({ name, policy, now, keys }: S3ApiOptions, request: FakeRequest): FakeAnswer | undefined {
  const time = now() + policy.clockAhead;
  const signed = request.headers.authorization !== undefined;
  if (!signed && policy.unsigned === 'bad url') return { status: 412, body: 'Bad URL' };
  if (signed || !policy.public) {
    const verdict = verifySignature(request, keys(), time);
    if ('code' in verdict) {
      const { code, message } = verdict;
      const isLate = code === 'RequestTimeTooSkewed';
      const more = isLate ? { elements: { ServerTime: new Date(time).toISOString() } } : {};
      return errorAnswer(code === 'InvalidToken' ? 400 : 403, code, message, more);
    }
    const { region } = verdict.scope;
    if (region !== policy.region) return elsewhere(policy, region);
  }
  if (request.params.bucket !== name) {
    return errorAnswer(404, 'NoSuchBucket', 'The specified bucket does not exist');
  }
  if (policy.requesterPays && request.headers['x-amz-request-payer'] !== 'requester') {
    return errorAnswer(403, 'AccessDenied', 'Access Denied');
  }
  return undefined;
}

function elsewhere({ region, wrongRegion }: S3Policy, asked: string): FakeAnswer {
  if (wrongRegion === 'redirect') {
    const message = 'The bucket you are attempting to access must be addressed using the specified endpoint.';
    return errorAnswer(301, 'PermanentRedirect', message, { headers: { 'x-amz-bucket-region': region } });
  }
  const message = `The authorization header is malformed; the region '${asked}' is wrong; expecting '${region}'`;
  return errorAnswer(400, 'AuthorizationHeaderMalformed', message, { elements: { Region: region } });
}
