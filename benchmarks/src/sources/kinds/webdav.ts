import type { DavServer } from '../../../../connectors/webdav/test/server/dav-server.ts';
import { startApache } from '../../../../connectors/webdav/test/server/start-apache.ts';
import { startRclone } from '../../../../connectors/webdav/test/server/start-rclone.ts';
import { describeFiles } from '../library/describe-files.ts';
import { DiskLibrary } from '../library/disk-library.ts';
import type { MeasuredSource } from '../source.ts';
import { lftp } from '../tools/lftp.ts';
import type { Tool } from '../tools/tool.ts';

interface Server {
  readonly name: string;
  readonly title: string;
  readonly tools: readonly Tool[];
  readonly brief?: true;
  start(): Promise<DavServer>;
}

const servers: readonly Server[] = [
  { name: 'webdav-apache', title: 'Apache mod_dav', tools: [], start: startApache },
  { name: 'webdav-rclone', title: 'rclone serve webdav', tools: [lftp], brief: true, start: startRclone },
];

/**
 * The same files on servers of two makes. rclone is no tool to compare with: Debian's sends 100 requests a second. lftp
 * mirrors what a server shows as a page, which mod_dav alone does not.
 */
export const webdav: readonly MeasuredSource[] = servers.map(({ name, title, tools, brief, start }) => ({
  name,
  type: 'webdav',
  describe: (files) => `${describeFiles(files)} on ${title}`,
  tools,
  script: { libraries: 'webdav', writes: 'contents in SQLite' },
  ...(brief && { brief }),
  async serve(files) {
    const server = await start();
    const library = new DiskLibrary(server.folder, files);
    const { port: own, credentials } = server;
    return {
      port: own,
      reach: (port = own) => ({ settings: { url: server.url.replace(`:${own}/`, `:${port}/`) }, credentials }),
      change: async (offset) => library.change(offset),
      remove: async (offset) => library.remove(offset),
      close: () => server.stop(),
    };
  },
}));
