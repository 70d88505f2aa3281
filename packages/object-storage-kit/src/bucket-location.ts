import { encodeKey } from './encode-address.ts';

/** How the bucket is named in addresses: `https://store/bucket/key` or `https://bucket.store/key`. */
export type Addressing = 'path' | 'virtual';

/** Where a bucket is. */
export interface BucketLocation {
  readonly bucket: string;
  readonly addressing: Addressing;
  /** In signatures. */
  readonly region: string;
  /** The store's address without a slash at the end, for a region. A store of one place gives the same for all. */
  endpointOf(region: string): string;
}

/** The address of an object, or of the bucket without one, in a region. */
export function addressOf({ bucket, addressing, endpointOf }: BucketLocation, region: string, key?: string): string {
  const endpoint = endpointOf(region);
  const path = key === undefined ? '' : encodeKey(key);
  if (addressing === 'path') return `${endpoint}/${encodeKey(bucket)}${key === undefined ? '' : `/${path}`}`;
  return `${endpoint.replace('://', `://${bucket}.`)}/${path}`;
}
