import { type Change, describeError, SourceError, type Wanted } from '@acequia/core/contract';
import type { Bucket } from './bucket.ts';
import { hasDotSegment } from './key-path.ts';
import { isFolder, keyOf, toContainer, toDocument } from './object-document.ts';
import { runInParallel } from './run-in-parallel.ts';

const width = 16;

/** Objects and folders as they are now: one request for each, 16 at a time. */
export async function* fetchObjects(bucket: Bucket, wanted: readonly Wanted[]): AsyncGenerator<Change<never>> {
  yield* runInParallel(wanted, width, (one) => fetchOne(bucket, one));
}

async function fetchOne(bucket: Bucket, wanted: Wanted): Promise<Change<never>> {
  const { id } = wanted;
  try {
    if (isFolder(id)) return { type: 'upsert', document: await findFolder(bucket, id) };
    const key = keyOf(wanted);
    if (hasDotSegment(key)) throw new SourceError('unsupported', `"${key}" cannot be asked for`);
    return { type: 'upsert', document: toDocument(await bucket.store.head(key), bucket) };
  } catch (error) {
    const described = describeError(error);
    if (described.kind === 'auth' || described.kind === 'rate-limited') throw error;
    if (described.kind === 'gone') return { type: 'delete', id };
    return { type: 'failure', id, ...(wanted.ref !== undefined && { ref: wanted.ref }), error: described };
  }
}

/** A folder is there as long as a key starts with it. */
async function findFolder(bucket: Bucket, id: string) {
  const { objects } = await bucket.store.list({ prefix: id, limit: 1 });
  if (objects.length > 0) return toContainer(id, bucket);
  throw new SourceError('not-found', `There is nothing in "${id}" any more`, {
    remedy: 'Nothing to do: the next listing settles it.',
  });
}
