import type { ExpectedDocument } from '@acequia/testkit';
import type { FakeBucket } from './fake-bucket.ts';
import type { S3Policy } from './s3-policy.ts';

const nameOf = (path: string) => path.replace(/\/$/, '').split('/').at(-1) || '/';

function parentOf(path: string): string | undefined {
  const parts = path.replace(/\/$/, '').split('/').slice(0, -1);
  return parts.length === 0 ? undefined : `${parts.join('/')}/`;
}

/** What a perfect store holds of a bucket: its objects, and a container for each folder. */
export function expectedDocuments(bucket: FakeBucket, { forbidden }: S3Policy): Map<string, ExpectedDocument> {
  const expected = new Map<string, ExpectedDocument>();
  for (const key of bucket.keys) {
    for (let folder = key.endsWith('/') ? key : parentOf(key); folder !== undefined; folder = parentOf(folder)) {
      const parent = parentOf(folder);
      expected.set(folder, { title: nameOf(folder), container: true, ...(parent !== undefined && { parent }) });
    }
    if (key.endsWith('/')) continue;
    const parent = parentOf(key);
    expected.set(key, {
      title: nameOf(key),
      container: false,
      body: bucket.require(key).body,
      ...(parent !== undefined && { parent }),
      ...(forbidden.has(key) && { unreadable: true }),
    });
  }
  return expected;
}
