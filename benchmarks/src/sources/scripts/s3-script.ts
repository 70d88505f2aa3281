import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Listed, PlainClient } from '../plain-client/plain-client.ts';
import type { Reach } from '../source.ts';

/** As many as ours has at the most. */
const width = 64;

/** Page by page and object by object with `@aws-sdk/client-s3`. */
export async function openS3Script({ settings, credentials }: Reach): Promise<PlainClient> {
  const { accessKeyId = '', secretAccessKey = '' } = credentials;
  const client = new S3Client({
    endpoint: String(settings.endpoint),
    region: String(settings.region),
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestHandler: { httpAgent: { maxSockets: width } },
  });
  const place = { Bucket: String(settings.bucket) };
  let requests = 0;

  async function* list(): AsyncGenerator<Listed[]> {
    let token: string | undefined;
    do {
      requests += 1;
      const page = await client.send(new ListObjectsV2Command({ ...place, ContinuationToken: token }));
      token = page.NextContinuationToken;
      yield (page.Contents ?? []).map(({ Key: id = '', ETag, Size }) => ({ id, version: `${ETag} ${Size}` }));
    } while (token !== undefined);
  }

  return {
    width,
    batch: 1,
    list,
    async fetch(items, take) {
      for (const item of items) {
        requests += 1;
        const { Body } = await client.send(new GetObjectCommand({ ...place, Key: item.id }));
        if (!Body) throw new Error(`${item.id} has no content`);
        take({ item, bytes: Buffer.from(await Body.transformToByteArray()) });
      }
    },
    requests: () => requests,
    close: async () => client.destroy(),
  };
}
