import { createHash } from 'node:crypto';
import { compareIds, type FakeAnswer, type PageTokens } from '@acequia/testkit';
import type { FakeBucket, FakeObject } from './fake-bucket.ts';
import type { S3Policy } from './s3-policy.ts';
import { errorAnswer, listingXml } from './s3-xml.ts';

const hash = (key: string) => createHash('md5').update(key).digest('hex');
/** A slash sorts before everything else, so that a folder comes before what begins like it. */
const asTree = (key: string) => key.replaceAll('/', '\u0000');

/** Where a key stands in a listing. */
const placeOf = (key: string, order: S3Policy['order']) =>
  order === 'scattered' ? hash(key) : order === 'tree' ? asTree(key) : key;

export interface ListOptions {
  readonly name: string;
  readonly bucket: FakeBucket;
  readonly policy: S3Policy;
  readonly tokens: PageTokens<string>;
  /** The request wants to know of archived objects whether they are restored. */
  readonly tellRestores: boolean;
}

/** ListObjectsV2. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjects(
  { name, bucket, policy, tokens, tellRestores }: ListOptions,
  query: Readonly<Record<string, string>>,
): FakeAnswer {
  const { prefix = '', delimiter = '' } = query;
  const token = query['continuation-token'];
  const begin = token === undefined ? undefined : policy.tokens === 'keys' ? token : tokens.open(token);
  if (token !== undefined && begin === undefined) {
    return errorAnswer(400, 'InvalidArgument', 'The continuation token provided is incorrect');
  }
  const limit = Math.min(policy.pageSize, Number(query['max-keys'] ?? 1000));
  const startAfter = token === undefined ? (query['start-after'] ?? '') : '';
  const place = (key: string) => placeOf(key, policy.order);
  const keys = policy.order === 'bytes' ? bucket.keys : [...bucket.keys].sort((a, b) => compareIds(place(a), place(b)));
  const objects: FakeObject[] = [];
  const prefixes = new Set<string>();
  let last: string | undefined;
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue;
    if (begin !== undefined && compareIds(place(key), begin) <= 0) continue;
    if (startAfter !== '' && compareIds(key, startAfter) <= 0) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = end < 0 ? undefined : key.slice(0, end + delimiter.length);
    const isNew = common === undefined || !prefixes.has(common);
    if (isNew && objects.length + prefixes.size === limit) {
      return page(nextToken(place(last ?? '')));
    }
    last = key;
    if (common !== undefined) prefixes.add(common);
    else objects.push(bucket.require(key));
  }
  return page(undefined);

  function nextToken(behind: string): string {
    if (policy.tokens === 'none') return '';
    return policy.tokens === 'keys' ? behind : tokens.issue(behind);
  }

  function page(next: string | undefined): FakeAnswer {
    const encode = policy.encodes && query['encoding-type'] === 'url';
    const restored = tellRestores ? policy.restored : new Set<string>();
    const listing = { bucket: name, prefix, encode, objects, restored, prefixes: [...prefixes] };
    const body = listingXml({ ...listing, ...(next !== undefined && { next }) });
    return { headers: { 'content-type': 'application/xml' }, body };
  }
}
