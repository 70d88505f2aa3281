import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openSourceHost, type SourceHost } from '../source-host.ts';
import type { DavServer } from './dav-server.ts';
import { SharedFolder } from './shared-folder.ts';

/** A data source on a real server, with a folder of its own. */
export interface DavHost extends SourceHost {
  readonly folder: SharedFolder;
  readonly url: string;
}

/** Closed after the test. `port`: of a line to the server. Default: its own. */
export async function openDavHost(server: DavServer, port = server.port): Promise<DavHost> {
  const name = randomUUID();
  const folder = new SharedFolder(join(server.folder, name));
  const url = `${server.url.replace(`:${server.port}/`, `:${port}/`)}${name}/`;
  const host = await openSourceHost({ url, credentials: server.credentials });
  return Object.assign(host, { folder, url });
}
