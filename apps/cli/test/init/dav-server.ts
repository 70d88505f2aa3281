import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const emptyFolder =
  '<d:multistatus xmlns:d="DAV:"><d:response><d:href>/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/>' +
  '</d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>';

/** An empty folder of WebDAV that lets one user in. */
export interface DavServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function startDavServer(username: string, password: string): Promise<DavServer> {
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const server = createServer(({ headers }, response) => {
    const isKnown = headers.authorization === expected;
    response.writeHead(isKnown ? 207 : 401, { 'content-type': 'application/xml' }).end(isKnown ? emptyFolder : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
