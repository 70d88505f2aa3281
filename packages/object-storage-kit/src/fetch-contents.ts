import { describeError, type Fetched, type HttpResponse, SourceError, type Wanted } from '@acequia/core/contract';
import type { Bucket } from './bucket.ts';
import { hasDotSegment } from './key-path.ts';
import { etagOf, plainEtag, versionOf } from './listed-object.ts';
import { frozenClassOf, keyOf } from './object-document.ts';
import { runInParallel } from './run-in-parallel.ts';

/** Up to this many bytes a content is read beside others; a larger one on its own. */
const small = 256 * 1024;
/** Up to this many a content is read at once, which costs less than a stream. */
const longest = 1024 * 1024;

/** How many contents one call takes: the small ones among them come together. */
export const contentBatch = 8;

/** The contents of objects: the small ones side by side, then each large one. */
export async function* fetchContents(bucket: Bucket, wanted: readonly Wanted[]): AsyncGenerator<Fetched> {
  const isSmall = ({ size = 0 }: Wanted) => size <= small;
  yield* runInParallel(wanted.filter(isSmall), contentBatch, (one) => fetchOne(bucket, one));
  for (const one of wanted) if (!isSmall(one)) yield await fetchOne(bucket, one);
}

async function fetchOne({ store }: Bucket, wanted: Wanted): Promise<Fetched> {
  const { id, storedVersion, size } = wanted;
  try {
    const key = keyOf(wanted);
    if (hasDotSegment(key)) throw new SourceError('unsupported', `"${key}" cannot be asked for`);
    const frozenIn = frozenClassOf(wanted);
    if (frozenIn !== undefined) throw frozen(key, frozenIn);
    const etag = storedVersion === undefined ? undefined : etagOf(storedVersion, size);
    const response = await store.get(key, etag);
    return response === undefined ? { id, unchanged: true } : { id, ...(await toContent(response)) };
  } catch (error) {
    const described = describeError(error);
    if (described.kind === 'auth' || described.kind === 'rate-limited' || described.kind === 'internal') throw error;
    return { id, error: described };
  }
}

function frozen(key: string, storageClass: string): SourceError {
  return new SourceError('forbidden', `"${key}" is in the storage class ${storageClass}, where it cannot be read`, {
    remedy: 'Restore it at the store, or leave it out by a filter.',
  });
}

async function toContent(response: HttpResponse): Promise<Omit<Extract<Fetched, { body: unknown }>, 'id'>> {
  const { headers } = response;
  const length = Number(headers['content-length'] ?? Number.NaN);
  // Coded content may become any size.
  const atOnce = length <= longest && headers['content-encoding'] === undefined;
  const etag = plainEtag(headers.etag);
  const version = etag === undefined || Number.isNaN(length) ? undefined : versionOf({ etag, size: length });
  const mime = headers['content-type'];
  return {
    body: atOnce ? await response.bytes() : response.stream(),
    // What nobody named is called this.
    ...(mime && !/^(binary|application)\/octet-stream\b/.test(mime) && { mime }),
    ...(version !== undefined && { version }),
  };
}
