import { addressOf, encodeParameters } from '@acequia/object-storage-kit';
import { locateBucket } from './locate-bucket.ts';
import { partitionOf } from './partition.ts';
import type { Settings } from './settings.ts';

/** Where a person opens an object or folder; undefined: nowhere. */
export function linkTo(settings: Settings, region: string, path: string): string | undefined {
  const { bucket, links, endpoint } = settings;
  const isFolder = path.endsWith('/');
  if (links === 'object' && !isFolder) return addressOf(locateBucket(settings), region, path);
  const { console } = partitionOf(region);
  if (links !== 'console' || endpoint !== undefined || console === undefined) return undefined;
  const kind = isFolder ? 'buckets' : 'object';
  return `${console}/s3/${kind}/${bucket}?${encodeParameters({ region, prefix: path })}`;
}
