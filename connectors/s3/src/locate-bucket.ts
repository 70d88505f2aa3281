import type { BucketLocation } from '@acequia/object-storage-kit';
import { homeRegion, partitionOf } from './partition.ts';
import type { Settings } from './settings.ts';

/** Where the bucket is, by the settings. https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export function locateBucket({ bucket, region = homeRegion, endpoint, addressing }: Settings): BucketLocation {
  // A certificate for *.s3.REGION.amazonaws.com is none for names with more dots; old names have capitals.
  const auto = endpoint === undefined && /^[a-z0-9-]+$/.test(bucket) ? 'virtual' : 'path';
  return {
    bucket,
    region,
    addressing: addressing === 'auto' ? auto : addressing,
    endpointOf: (region) => endpoint ?? `https://s3.${region}.${partitionOf(region).domain}`,
  };
}

/** Directory buckets have another way to sign in, and no order. https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-overview.html */
export function isDirectoryBucket({ bucket }: Pick<Settings, 'bucket'>): boolean {
  return bucket.endsWith('--x-s3');
}
