import { contractVersion, defineConnector } from '@acequia/core/contract';
import {
  checkBucket,
  contentBatch,
  fetchContents,
  fetchObjects,
  listFolders,
  listingCursor,
  readBucket,
} from '@acequia/object-storage-kit';
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
    {
      type: 'service-account',
      fields: [
        {
          name: 'accessKeyId',
          title: 'Access key id',
          help: 'Of an account that may list the bucket and read objects.',
        },
        { name: 'secretAccessKey', title: 'Secret access key' },
        { name: 'sessionToken', title: 'Session token', help: 'Only for temporary keys; leave it empty otherwise.' },
      ],
    },
    { type: 'none' },
  ],
  cursor: listingCursor,
  contentRevision: 1,
  capabilities: { incremental: 'revisit', deletions: 'listing', stableIds: false, contentBatch },
  validate: (context) => checkBucket(() => openBucket(context)),
  async *listContainers(context, parent, search) {
    yield* listFolders(await openBucket(context), parent, search);
  },
  async *read(context, slice, cursor) {
    yield* readBucket(context, await openBucket(context), slice, cursor);
  },
  async *fetchContent(context, wanted) {
    yield* fetchContents(await openBucket(context), wanted);
  },
  async *fetchDocuments(context, wanted) {
    yield* fetchObjects(await openBucket(context), wanted);
  },
});
