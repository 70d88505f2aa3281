import { createClient } from 'webdav';
import { listTree } from '../plain-client/list-tree.ts';
import type { PlainClient } from '../plain-client/plain-client.ts';
import type { Reach } from '../source.ts';

/** Side by side, of listings and of contents: as many as ours has. */
const width = 8;

/** Folder by folder and file by file with `webdav`. */
export async function openWebdavScript({ settings, credentials }: Reach): Promise<PlainClient> {
  const client = createClient(String(settings.url), credentials);
  let requests = 0;
  return {
    width,
    batch: 1,
    list: () =>
      listTree('/', width, async (path) => {
        requests += 1;
        const entries = await client.getDirectoryContents(path);
        return {
          folders: entries.flatMap(({ type, filename }) => (type === 'directory' ? [filename] : [])),
          files: entries.flatMap(({ type, filename: id, etag, size, lastmod }) =>
            type === 'file' ? [{ id, version: `${etag} ${size} ${lastmod}` }] : [],
          ),
        };
      }),
    async fetch(items, take) {
      for (const item of items) {
        requests += 1;
        const content = await client.getFileContents(item.id);
        if (!Buffer.isBuffer(content)) throw new Error(`${item.id} is not bytes`);
        take({ item, bytes: content });
      }
    },
    requests: () => requests,
    close: async () => undefined,
  };
}
