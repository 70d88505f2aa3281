import { findPrograms } from '../../../../tests/servers/find-programs.ts';
import { credentials, type DavServer, startDavServer } from './dav-server.ts';

/** `rclone serve webdav`, with `Depth: infinity`. It looks at the disk each time. */
export function startRclone(): Promise<DavServer> {
  const [program = ''] = findPrograms({
    what: 'rclone',
    programs: ['rclone'],
    packages: ['rclone'],
    otherwise: 'or have the folder of rclone in the PATH.',
  });
  const { username, password } = credentials;
  return startDavServer({
    name: 'rclone',
    program,
    path: '/shared/',
    prepare: ({ place, folder, port }) => [
      ...['serve', 'webdav', folder, '--addr', `127.0.0.1:${port}`, '--baseurl', '/shared'],
      ...['--user', username, '--pass', password, '--dir-cache-time', '0s', '--poll-interval', '0'],
      ...['--config', `${place}/rclone.conf`],
    ],
  });
}
