import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const objects = Number(process.argv[2]);
const pageSize = 1000;
const perFolder = 5000;
const size = 1024;
const text = 'what is in this object '.repeat(size).slice(0, size - 12);

const digits = (number: number, count: number) => String(number).padStart(count, '0');
const keyAt = (number: number) => `archive/${digits(Math.floor(number / perFolder), 4)}/${digits(number, 9)}.txt`;

function listAt(query: URLSearchParams): string {
  const begin = Number(query.get('continuation-token') ?? 0);
  const end = Math.min(objects, begin + pageSize);
  const token = end < objects ? `<NextContinuationToken>${end}</NextContinuationToken>` : '';
  let page = `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${end < objects}</IsTruncated>${token}`;
  for (let number = begin; number < end; number += 1) {
    page += `<Contents><Key>${keyAt(number)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;${number}&quot;</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  }
  return `${page}</ListBucketResult>`;
}

/** A bucket of as many objects as were asked for, of which it holds none: what is listed and read is made up on the way. */
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const { searchParams, pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (searchParams.has('list-type')) {
    response.setHeader('content-type', 'application/xml').end(listAt(searchParams));
    return;
  }
  const [, number = ''] = /(\d{9})\.txt$/.exec(pathname) ?? [];
  response.writeHead(200, { 'content-type': 'text/plain', 'content-length': size, etag: `"${Number(number)}"` });
  response.end(`${number} ${text}`.padEnd(size));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.on('disconnect', () => process.exit(0));
process.send?.((server.address() as AddressInfo).port);
