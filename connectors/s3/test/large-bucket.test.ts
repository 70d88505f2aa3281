import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import connector from '../src/index.ts';
import { openS3Host } from './s3-host.ts';

const pageSize = 1000;
const keyAt = (index: number) =>
  `archive/${String(Math.floor(index / 5000)).padStart(4, '0')}/document ${String(index).padStart(9, '0')}.txt`;

/** A bucket that is made up page by page. @param onPage is told the first object of each page that is asked for */
async function startGeneratedBucket(objects: number, onPage?: (begin: number) => void): Promise<string> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const begin = Number(searchParams.get('continuation-token') ?? 0);
    const end = Math.min(objects, begin + pageSize);
    onPage?.(begin);
    let body = `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${end < objects}</IsTruncated>`;
    if (end < objects) body += `<NextContinuationToken>${end}</NextContinuationToken>`;
    for (let index = begin; index < end; index++) {
      body += `<Contents><Key>${keyAt(index).replaceAll(' ', '+')}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;${index}&quot;</ETag><Size>1000</Size><StorageClass>STANDARD</StorageClass></Contents>`;
    }
    response.setHeader('content-type', 'application/xml').end(`${body}</ListBucketResult>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collectGarbage: unknown = runInNewContext('gc');
  if (typeof collectGarbage === 'function') collectGarbage();
  return process.memoryUsage().heapUsed;
}

function openLarge(endpoint: string) {
  return openS3Host({
    settings: { bucket: 'large', endpoint, region: 'us-east-1' },
    credentials: () => ({ accessKeyId: 'AKIAFAKE', secretAccessKey: 'fake-secret' }),
  });
}

test('the next page is on its way while the one at hand is told, and none behind it', async () => {
  const asked: number[] = [];
  const second = Promise.withResolvers<void>();
  const endpoint = await startGeneratedBucket(3 * pageSize, (begin) => {
    asked.push(begin);
    if (begin > 0) second.resolve();
  });
  const changes = connector.read(openLarge(endpoint).context(), { id: '', roots: [] }, null)[Symbol.asyncIterator]();
  await changes.next();
  await second.promise;
  for (let told = 2; told < pageSize; told++) await changes.next();
  expect(asked).toEqual([0, pageSize]);
  await changes.return?.();
});

test('a listing of 100,000 objects holds no more at its end than after ten pages', async () => {
  const objects = 100_000;
  const endpoint = await startGeneratedBucket(objects);
  const host = openLarge(endpoint);
  let documents = 0;
  let pages = 0;
  const held: number[] = [];
  for await (const change of connector.read(host.context(), { id: '', roots: [] }, null)) {
    if (change.type === 'upsert') documents += 1;
    if (change.type !== 'checkpoint') continue;
    pages += 1;
    if (pages === 10 || pages === objects / pageSize - 1) held.push(heapUsed());
  }
  const [early = 0, late = 0] = held;
  expect({ documents, pages }).toEqual({ documents: objects + 21, pages: objects / pageSize });
  expect(late - early).toBeLessThan(3 * 1024 * 1024);
});
