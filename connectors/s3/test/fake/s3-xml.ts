import type { FakeAnswer } from '@acequia/testkit';
import type { FakeObject } from './fake-bucket.ts';

const start = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Text as XML can hold it; what XML 1.0 has no way to write breaks the answer, as it does in real stores. */
function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** As Java's URLEncoder writes it: `+` for spaces; slashes stay. */
function encodeUrl(key: string): string {
  return encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
}

/** What was asked for in a listing, and what is there. */
export interface Listing {
  readonly bucket: string;
  readonly prefix: string;
  readonly encode: boolean;
  readonly objects: readonly FakeObject[];
  /** Keys whose restore is told. */
  readonly restored: ReadonlySet<string>;
  readonly prefixes: readonly string[];
  /** Absent: it is the last page. */
  readonly next?: string;
}

const restoreStatus =
  '<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>2035-12-21T00:00:00.000Z</RestoreExpiryDate></RestoreStatus>';

export function listingXml({ bucket, prefix, encode, objects, restored, prefixes, next }: Listing): string {
  const write = (key: string) => escapeXml(encode ? encodeUrl(key) : key);
  return [
    `${start}<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name>`,
    `<Prefix>${write(prefix)}</Prefix><KeyCount>${objects.length + prefixes.length}</KeyCount>`,
    encode ? '<EncodingType>url</EncodingType>' : '',
    `<IsTruncated>${next !== undefined}</IsTruncated>`,
    next === undefined ? '' : `<NextContinuationToken>${escapeXml(next)}</NextContinuationToken>`,
    ...objects.map(
      ({ key, modifiedAt, etag, body, storageClass }) =>
        `<Contents><Key>${write(key)}</Key><LastModified>${new Date(modifiedAt).toISOString()}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${body.length}</Size><StorageClass>${storageClass}</StorageClass>${restored.has(key) ? restoreStatus : ''}</Contents>`,
    ),
    ...prefixes.map((one) => `<CommonPrefixes><Prefix>${write(one)}</Prefix></CommonPrefixes>`),
    '</ListBucketResult>',
  ].join('');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function errorAnswer(
  status: number,
  code: string,
  message: string,
  more: {
    readonly elements?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): FakeAnswer {
  const elements = Object.entries({ Code: code, Message: message, ...more.elements, RequestId: 'FAKE0001' });
  const inner = elements.map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`).join('');
  return {
    status,
    headers: { 'content-type': 'application/xml', ...more.headers },
    body: `${start}<Error>${inner}</Error>`,
  };
}
