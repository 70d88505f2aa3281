import type { Connector, Context } from '@acequia/core/contract';
import type { Bucket } from './bucket.ts';
import { checkBucket } from './check-bucket.ts';
import { contentBatch, fetchContents } from './fetch-contents.ts';
import { fetchObjects } from './fetch-objects.ts';
import { listFolders } from './list-folders.ts';
import { type ListingCursor, listingCursor } from './listing-cursor.ts';
import { readBucket } from './read-bucket.ts';

type Reading = 'cursor' | 'capabilities' | 'validate' | 'listContainers' | 'read' | 'fetchContent' | 'fetchDocuments';

/**
 * Everything that a connector does once it knows its bucket: the members of a connector that have nothing to do with the
 * vendor.
 *
 * @param open is called for each use, so it should send nothing itself
 */
export function readBuckets<S>(
  open: (context: Context<S>) => Promise<Bucket>,
): Required<Pick<Connector<S, ListingCursor>, Reading>> {
  return {
    cursor: listingCursor,
    capabilities: { incremental: 'revisit', deletions: 'listing', stableIds: false, contentBatch },
    validate: (context) => checkBucket(() => open(context)),
    async *listContainers(context, parent, search) {
      yield* listFolders(await open(context), parent, search);
    },
    async *read(context, slice, cursor) {
      for await (const changes of readBucket(context, await open(context), slice, cursor)) {
        for (const change of changes) yield change;
      }
    },
    async *fetchContent(context, wanted) {
      yield* fetchContents(await open(context), wanted);
    },
    async *fetchDocuments(context, wanted) {
      yield* fetchObjects(await open(context), wanted);
    },
  };
}
