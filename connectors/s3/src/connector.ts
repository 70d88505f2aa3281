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
  auth: [
    { ...accessKeyMethod, settings: { signIn: 'keys' } },
    { type: 'none', title: 'Access key from the environment', settings: { signIn: 'environment' } },
    { type: 'none', title: 'What the AWS tools find on this machine', settings: { signIn: 'machine' } },
    { type: 'none', title: 'Not at all, for public buckets', settings: { signIn: 'anonymous' } },
  ],
  contentRevision: 1,
  ...readBuckets(openBucket),
});
