import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const answers = {
  empty: '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>',
  refusal: '<Error><Code>InvalidAccessKeyId</Code><Message>There is no such key.</Message></Error>',
};

/** An empty bucket that lets one access key in. */
export interface BucketServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function startBucketServer(accessKey: string): Promise<BucketServer> {
  const server = createServer(({ headers }, response) => {
    const isKnown = headers.authorization?.includes(`Credential=${accessKey}/`);
    response.writeHead(isKnown ? 200 : 403).end(isKnown ? answers.empty : answers.refusal);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
