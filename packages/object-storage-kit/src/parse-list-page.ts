import { SourceError } from '@acequia/core/contract';
import { decodeKey } from './encode-address.ts';
import { type ListedObject, type ListPage, plainEtag, wholeSeconds } from './listed-object.ts';
import { childOf, parseXml, textOf, type XmlElement } from './parse-xml.ts';

/**
 * The answer to ListObjectsV2. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 *
 * Throws `bad-response` for anything else, also for one that was cut off.
 */
export function parseListPage(source: string): ListPage {
  const root = parseXml(source);
  const truncated = textOf(root, 'IsTruncated')?.trim();
  if (root?.name !== 'ListBucketResult' || (truncated !== 'true' && truncated !== 'false')) throw noListing(root);
  // Only a store that says so has encoded: some ignore that it was asked for.
  const decode = textOf(root, 'EncodingType')?.trim() === 'url' ? decodeKey : (key: string) => key;
  const objects: ListedObject[] = [];
  const prefixes: string[] = [];
  for (const child of root.children) {
    if (child.name === 'Contents') objects.push(toObject(child, decode));
    if (child.name === 'CommonPrefixes') prefixes.push(decode(textOf(child, 'Prefix') ?? ''));
  }
  const token = textOf(root, 'NextContinuationToken') || undefined;
  return { objects, prefixes, truncated: truncated === 'true', ...(token !== undefined && { token }) };
}

/** What the page says of the next one, without taking it apart: undefined where it takes that. */
export function findToken(source: string): string | undefined {
  if (!source.includes('<IsTruncated>true</IsTruncated>')) return undefined;
  return /<NextContinuationToken>([^<>&]+)<\/NextContinuationToken>/.exec(source)?.[1];
}

function toObject(element: XmlElement, decode: (key: string) => string): ListedObject {
  const members = new Map(element.children.map(({ name, text }) => [name, text]));
  const key = decode(members.get('Key') ?? '');
  const size = Number(members.get('Size')?.trim() || Number.NaN);
  if (key === '' || !Number.isSafeInteger(size) || size < 0) throw noListing(element);
  const etag = plainEtag(members.get('ETag'));
  const modifiedAt = wholeSeconds(members.get('LastModified'));
  const storageClass = members.get('StorageClass')?.trim();
  return {
    key,
    size,
    ...(etag !== undefined && { etag }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    ...(storageClass && storageClass !== 'STANDARD' && { storageClass }),
    // Of one that is still being restored the date is not known yet.
    ...(textOf(childOf(element, 'RestoreStatus'), 'RestoreExpiryDate') && { restored: true as const }),
  };
}

function noListing(element: XmlElement | undefined): SourceError {
  const what = element === undefined ? 'no XML, or was cut off' : `not as described at <${element.name.slice(0, 40)}>`;
  return new SourceError('bad-response', `The store's answer to a listing is ${what}`, {
    remedy: 'Check that the endpoint is an S3 endpoint, and that no proxy or sign-in page answers in its place.',
  });
}
