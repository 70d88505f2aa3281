import { Pool } from 'undici';
import { type ListedFolder, listTree } from '../plain-client/list-tree.ts';
import type { Listed, PlainClient } from '../plain-client/plain-client.ts';
import type { Reach } from '../source.ts';

/** Connections for contents, and as many for listings: as many as ours has. */
const width = 8;

const question =
  '<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/><d:getcontentlength/><d:getetag/><d:getlastmodified/></d:prop></d:propfind>';

/** One of a multistatus, with whatever prefix the server gives to `DAV:`. */
const response = /<(\w+:)?response[ >](.*?)<\/\1response>/gs;
const textOf = (name: string) => new RegExp(`<(?:\\w+:)?${name}(?: [^>]*)?>([^<]*)<`);
const [href, etag, length, modified] = ['href', 'getetag', 'getcontentlength', 'getlastmodified'].map(textOf);
const collection = /<(?:\w+:)?collection[ /]/;

/** Folder by folder with `PROPFIND`, file by file with `GET`, on undici. */
export async function openWebdavFloor({ settings, credentials }: Reach): Promise<PlainClient> {
  const { origin, pathname } = new URL(String(settings.url));
  const authorization = `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
  const listings = new Pool(origin, { connections: width });
  const contents = new Pool(origin, { connections: width });
  let requests = 0;

  async function ask(pool: Pool, method: 'GET' | 'PROPFIND', path: string, body?: string): Promise<Buffer> {
    requests += 1;
    const headers = { authorization, ...(body && { depth: '1', 'content-type': 'application/xml' }) };
    const answer = await pool.request({ method, path, headers, body: body ?? null });
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode}`);
    return Buffer.from(await answer.body.arrayBuffer());
  }

  async function listFolder(path: string): Promise<ListedFolder> {
    const text = (await ask(listings, 'PROPFIND', path, question)).toString();
    const folders: string[] = [];
    const files: Listed[] = [];
    for (const [, , one = ''] of text.matchAll(response)) {
      const id = href?.exec(one)?.[1] ?? '';
      if (id === path) continue;
      if (collection.test(one)) folders.push(id);
      else files.push({ id, version: [etag, length, modified].map((what) => what?.exec(one)?.[1]).join(' ') });
    }
    return { folders, files };
  }

  return {
    width,
    batch: 1,
    list: () => listTree(pathname, width, listFolder),
    async fetch(items, take) {
      for (const item of items) take({ item, bytes: await ask(contents, 'GET', item.id) });
    },
    requests: () => requests,
    close: async () => {
      await Promise.all([listings.close(), contents.close()]);
    },
  };
}
