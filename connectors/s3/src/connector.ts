import { contractVersion, defineConnector } from '@acequia/core/contract';
import { accessKeyMethod, readBuckets } from '@acequia/object-storage-kit';
import { icon } from './icon.ts';
import { openBucket } from './open-bucket.ts';
import { settings } from './settings.ts';

/** The objects of one bucket: an object is a document, what its key has before a slash a folder. */
export const s3Connector = defineConnector({
  type: 's3',
  contract: contractVersion,
  title: 'S3',
  description: 'Files in a bucket of Amazon S3, or of any store that speaks its protocol.',
  icon,
  categories: ['files'],
  settings,
  auth: [accessKeyMethod, { type: 'none' }],
  contentRevision: 1,
  ...readBuckets(openBucket),
});
